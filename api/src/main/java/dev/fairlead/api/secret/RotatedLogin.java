package dev.fairlead.api.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's user and password from a secret that is rotated, in the form that RDS keeps them
 * in: {@code {"username": …, "password": …}}. The secret is read again for every connection that
 * the pool opens, so a new password is known as soon as it is needed. While it cannot be read the
 * last one is used.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html">Password
 *     management with Amazon Aurora and AWS Secrets Manager</a>
 */
public final class RotatedLogin implements HikariCredentialsProvider {
  private static final Logger log = LoggerFactory.getLogger(RotatedLogin.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Secrets secrets;
  private final String name;
  private volatile @Nullable Credentials last;

  public RotatedLogin(Secrets secrets, String name) {
    this.secrets = secrets;
    this.name = name;
  }

  @Override
  public Credentials getCredentials() {
    try {
      Credentials current = read();
      last = current;
      return current;
    } catch (IOException e) {
      @Nullable Credentials before = last;
      if (before == null) {
        throw new UncheckedIOException(e);
      }
      log.atWarn().addKeyValue("cause", e.getMessage()).log("database secret not read again");
      return before;
    }
  }

  private Credentials read() throws IOException {
    String value =
        secrets
            .find(name)
            .orElseThrow(() -> new IOException("the secret %s has no value".formatted(name)));
    try {
      JsonNode login = JSON.readTree(value);
      if (login.path("username").isTextual() && login.path("password").isTextual()) {
        return Credentials.of(login.get("username").asText(), login.get("password").asText());
      }
    } catch (IOException notJson) {
      // What the parser says quotes the secret.
      log.atDebug().log("the database secret is not JSON");
    }
    throw new IOException(
        "the secret %s is not as expected: {\"username\": …, \"password\": …}".formatted(name));
  }
}
