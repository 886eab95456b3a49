package dev.fairlead.testing.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fairlead.api.ApiMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The api as a process of its own, which can be killed and started again on the same port. */
final class TrialApi implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI uri;
  private final Path folder;
  private final Map<String, String> environment;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Process process;

  TrialApi(URI uri, Path folder, Map<String, String> environment) {
    this.uri = uri;
    this.folder = folder;
    this.environment = environment;
  }

  /** Starts it and waits until it is healthy. */
  void start() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ApiMain.class.getName()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("FAIRLEAD_API_PORT", Integer.toString(uri.getPort()));
    builder.environment().put("FAIRLEAD_OWNER_TOKEN_FILE", tokenFile().toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    Process started = builder.start();
    process = started;
    long giveUp = System.nanoTime() + START.toNanos();
    while (!isHealthy()) {
      if (!started.isAlive() || System.nanoTime() > giveUp) {
        throw new IOException("the api does not start; see " + log());
      }
      Waiting.millis(50);
    }
  }

  /** As by SIGKILL, or by a machine that is switched off. */
  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      running.waitFor();
    }
  }

  /** Posts, again and again while the api is away. */
  JsonNode post(String path, String json) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(json)).build());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(uri.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + Files.readString(tokenFile()).strip());
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() < 300) {
          return JSON.readTree(response.body());
        }
        if (response.statusCode() < 500) {
          throw new IllegalStateException(
              "%s: %d %s"
                  .formatted(
                      request.uri(),
                      response.statusCode(),
                      new String(response.body(), StandardCharsets.UTF_8)));
        }
      } catch (IOException e) {
        if (System.nanoTime() > giveUp) {
          throw e;
        }
      }
      Waiting.millis(100);
    }
  }

  private boolean isHealthy() throws InterruptedException {
    HttpRequest health =
        HttpRequest.newBuilder(uri.resolve("/health")).timeout(Duration.ofSeconds(2)).build();
    try {
      return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private Path log() {
    return folder.resolve("api-%d.log".formatted(uri.getPort()));
  }

  private Path tokenFile() {
    return folder.resolve("owner-token");
  }

  @Override
  public void close() {
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(20, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
