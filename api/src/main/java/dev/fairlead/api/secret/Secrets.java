package dev.fairlead.api.secret;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Secrets in AWS Secrets Manager. A secret is named by its name or its ARN; it is made by CDK, here
 * it is only read and given new values. Every call blocks, for 10 s at most.
 */
public final class Secrets implements AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final SecretsManagerClient client;

  Secrets(SecretsManagerClient client) {
    this.client = client;
  }

  /** With region, credentials and endpoint as the standard chain of the AWS SDK finds them. */
  public static Secrets open() {
    return new Secrets(
        SecretsManagerClient.builder()
            .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(CONNECT))
            .overrideConfiguration(override -> override.apiCallTimeout(CALL))
            .build());
  }

  /**
   * The current value of a secret; empty if it has none yet.
   *
   * @throws IOException if it cannot be read now; the message never has the value
   */
  public Optional<String> find(String name) throws IOException {
    try {
      @Nullable String value = client.getSecretValue(get -> get.secretId(name)).secretString();
      return Optional.ofNullable(value);
    } catch (ResourceNotFoundException none) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new IOException("cannot read the secret %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  /**
   * Gives a secret another value.
   *
   * @throws IOException if that cannot be done now, for one because there is no such secret
   */
  public void put(String name, String value) throws IOException {
    try {
      client.putSecretValue(put -> put.secretId(name).secretString(value));
    } catch (SdkException e) {
      throw new IOException("cannot write the secret %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
