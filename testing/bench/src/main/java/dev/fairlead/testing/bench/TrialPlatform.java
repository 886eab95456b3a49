package dev.fairlead.testing.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A Fairlead with data of its own, started and used as a user does: through {@code ./fairlead}. */
final class TrialPlatform implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration COMMAND = Duration.ofMinutes(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int PORT_TRIES = 50;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path script;
  private final Path data;
  private final int portBase;
  private final HttpClient http = HttpClient.newHttpClient();

  private TrialPlatform(Path script, Path data, int portBase) {
    this.script = script;
    this.data = data;
    this.portBase = portBase;
  }

  /** How a command ended, and what it printed on its standard output. */
  record Ended(int code, String output, Duration time) {}

  /** What a site answered. */
  record Page(int status, byte[] body) {}

  /**
   * Prepares one that does not run yet.
   *
   * @param folder where its data will be
   */
  static TrialPlatform in(Path folder) throws IOException {
    Path script = script();
    return new TrialPlatform(script, folder, freePortBase());
  }

  /** The {@code ./fairlead} that has started the measurement. */
  static Path script() throws IOException {
    String distribution = System.getProperty("fairlead.dist");
    if (distribution == null) {
      throw new IOException("start it as ./fairlead bench");
    }
    return Path.of(distribution).resolve("../../fairlead").normalize();
  }

  /** Starts it and returns how long it took until everything was healthy. */
  Duration up() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Files.deleteIfExists(data.resolve("run.json"));
    Process process =
        start(List.of("up", "--detach", "--data", data + "", "--port-base", portBase + ""));
    long giveUp = begin + START.toNanos();
    while (!Files.exists(data.resolve("run.json"))) {
      boolean failed = !process.isAlive() && process.exitValue() != 0;
      if (failed || System.nanoTime() > giveUp) {
        throw new IOException("Fairlead does not start");
      }
      Waiting.millis(5);
    }
    Duration healthy = Duration.ofNanos(System.nanoTime() - begin);
    if (!process.waitFor(START) || process.exitValue() != 0) {
      throw new IOException("./fairlead up has failed");
    }
    return healthy;
  }

  /** Kills its process as a power cut would, but for the servers and builds it has started. */
  void kill() throws IOException, InterruptedException {
    long pid = JSON.readTree(Files.readAllBytes(data.resolve("run.json"))).get("pid").asLong();
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    long giveUp = System.nanoTime() + ANSWER.toNanos();
    while (process.isAlive() && System.nanoTime() < giveUp) {
      Waiting.millis(1);
    }
  }

  /** Runs a command to its end. */
  Ended command(String... arguments) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process = begin(arguments);
    String output = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(COMMAND)) {
      process.destroyForcibly();
      throw new IOException("it takes too long: " + Arrays.toString(arguments));
    }
    return new Ended(process.exitValue(), output, Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Starts a command. */
  Process begin(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", data.toString()));
    return start(line);
  }

  /** As {@link #command}, and ends the measurement if the command has failed. */
  Ended require(String... arguments) throws IOException, InterruptedException {
    Ended ended = command(arguments);
    if (ended.code() != 0) {
      throw new IOException(
          "%s ended with %d".formatted(String.join(" ", arguments), ended.code()));
    }
    return ended;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return call(path, null);
  }

  JsonNode post(String path, String json) throws IOException, InterruptedException {
    return call(path, json);
  }

  private JsonNode call(String path, @Nullable String json)
      throws IOException, InterruptedException {
    String token = Files.readString(data.resolve("owner-token")).strip();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(portBase, path)))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + token);
    if (json != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(json));
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException("%s: %d %s".formatted(path, response.statusCode(), response.body()));
    }
    return JSON.readTree(response.body());
  }

  /** Fetches a page of a site from the edge. */
  Page page(String site, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(portBase + 1, path)))
            .timeout(ANSWER)
            .header("Host", "%s.localhost:%d".formatted(site, portBase + 1))
            .build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    return new Page(response.statusCode(), response.body());
  }

  HttpClient http() {
    return http;
  }

  void down() throws IOException, InterruptedException {
    require("down");
  }

  /** Stops it if it runs. */
  @Override
  public void close() throws IOException, InterruptedException {
    command("down");
    http.shutdownNow();
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(script.toString()));
    line.addAll(arguments);
    return new ProcessBuilder(line)
        .redirectError(data.resolveSibling(data.getFileName() + ".err").toFile())
        .start();
  }

  private static int freePortBase() throws IOException {
    for (int i = 0; i < PORT_TRIES; i++) {
      int base = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      if (IntStream.of(0, 1, 2, 10, 11, 12).allMatch(n -> isFree(base + n))) {
        return base;
      }
    }
    throw new IOException("no free ports");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
