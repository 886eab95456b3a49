package dev.fairlead.infra.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.infra.doctor.AwsAccess;
import dev.fairlead.testing.aws.AwsEndpoint;
import dev.fairlead.testing.aws.AwsEndpointTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Signing in for the first time: a real secret store, and a platform that answers as ours does. */
@AwsEndpointTest("secretsmanager")
final class FirstSignInTest {
  private static final Duration ONCE = Duration.ZERO;

  private final AwsAccess aws;
  private HttpServer platform;

  FirstSignInTest(AwsEndpoint endpoint) {
    this.aws =
        new AwsAccess(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(endpoint.accessKeyId(), endpoint.secretAccessKey())),
            endpoint.region(),
            Optional.of(endpoint.uri()));
  }

  @BeforeEach
  void start() throws IOException {
    platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    platform.createContext("/health", exchange -> answer(exchange, 200, "{\"status\":\"up\"}"));
    platform.createContext("/v1/sign-in-links", FirstSignInTest::signIn);
    platform.start();
  }

  @AfterEach
  void stop() {
    platform.stop(0);
  }

  @Test
  void theTokenOfTheSecretMakesALink() {
    FirstSignIn signIn = new FirstSignIn(aws, origin(), secret("owner-token"));

    signIn.awaitHealth(ONCE);

    assertThat(signIn.link(ONCE)).isEqualTo("https://deploy.example.com/sign-in/#code");
  }

  @Test
  void aTokenThatThePlatformDoesNotKnowIsSaid() {
    FirstSignIn signIn = new FirstSignIn(aws, origin(), secret("stale"));

    assertThatThrownBy(() -> signIn.link(ONCE)).hasMessageContaining("No sign-in link: 401");
  }

  @Test
  void aSecretWithoutAValueIsNotWaitedForForEver() {
    FirstSignIn signIn = new FirstSignIn(aws, origin(), "fairlead/none-" + UUID.randomUUID());

    assertThatThrownBy(() -> signIn.link(ONCE)).hasMessageContaining("has put no token");
  }

  @Test
  void aPlatformThatDoesNotAnswerIsNotWaitedForForEver() {
    URI origin = origin();
    platform.stop(0);

    assertThatThrownBy(() -> new FirstSignIn(aws, origin, "any").awaitHealth(ONCE))
        .hasMessageContaining("does not answer");
  }

  private URI origin() {
    return URI.create("http://127.0.0.1:%d".formatted(platform.getAddress().getPort()));
  }

  private String secret(String token) {
    String name = "fairlead/test-" + UUID.randomUUID();
    try (SecretsManagerClient secrets = aws.client(SecretsManagerClient.builder())) {
      return secrets.createSecret(request -> request.name(name).secretString(token)).arn();
    }
  }

  private static void signIn(HttpExchange exchange) throws IOException {
    boolean known =
        "Bearer owner-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    answer(
        exchange,
        known ? 200 : 401,
        known ? "{\"url\":\"https://deploy.example.com/sign-in/#code\"}" : "{}");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
