package dev.fairlead.infra.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.infra.doctor.AwsAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Waits for a new platform, and signs its owner in with the token that the api has made. */
final class FirstSignIn {
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AwsAccess aws;
  private final URI origin;
  private final String secret;

  /**
   * Made for one platform.
   *
   * @param origin of the dashboard
   * @param secret ARN or name of the secret in which the api puts the token
   */
  FirstSignIn(AwsAccess aws, URI origin, String secret) {
    this.aws = aws;
    this.origin = origin;
    this.secret = secret;
  }

  URI origin() {
    return origin;
  }

  /** Returns once the api answers over its public address. */
  void awaitHealth(Duration patience) {
    await(
        patience,
        "%s does not answer. If its records are not made yet, make them, and run ./fairlead aws deploy again."
            .formatted(origin),
        this::health);
  }

  /** A link that signs a browser in as the owner, once, within five minutes. */
  String link(Duration patience) {
    String token =
        await(
            patience,
            "The api has put no token into the secret %s; its log says why.".formatted(secret),
            this::token);
    return link(token);
  }

  private Optional<String> health() {
    try {
      return send(request("/health").GET().build())
          .filter(answer -> answer.statusCode() == 200)
          .map(HttpResponse::body);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<String> token() {
    try (SecretsManagerClient secrets = aws.client(SecretsManagerClient.builder())) {
      return Optional.ofNullable(
          secrets.getSecretValue(request -> request.secretId(secret)).secretString());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private String link(String token) {
    HttpRequest request =
        request("/v1/sign-in-links")
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try {
      HttpResponse<String> answer = send(request).orElseThrow();
      if (answer.statusCode() == 200) {
        return JSON.readTree(answer.body()).path("url").asText();
      }
      throw new CommandException(
          ExitCode.PLATFORM,
          "No sign-in link: %d %s".formatted(answer.statusCode(), answer.body()));
    } catch (IOException e) {
      throw new CommandException(ExitCode.PLATFORM, "No sign-in link: " + e.getMessage());
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(origin.resolve(path)).timeout(CALL);
  }

  private static Optional<HttpResponse<String>> send(HttpRequest request) throws IOException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CALL).build()) {
      return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static <T> T await(Duration patience, String otherwise, Supplier<Optional<T>> question) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() >= end) {
        throw new CommandException(ExitCode.PLATFORM, otherwise);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
