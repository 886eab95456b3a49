package dev.fairlead.testing.system;

import dev.fairlead.edge.EdgeProxyMain;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An edge in a process of its own, started as its image starts it. */
final class EdgeProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path output;
  private final int port;

  private EdgeProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /**
   * Starts an edge and waits until it answers.
   *
   * @param folder for what it says
   * @param settings environment variables beside those that say where it listens
   */
  static EdgeProcess start(Path folder, HttpClient http, Map<String, String> settings)
      throws Exception {
    int port = FreePorts.one();
    Path output = Files.createTempFile(folder, "edge", ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of(System.getProperty("fairlead.root"), "edge-proxy", "java.options"),
                "-XX:TieredStopAtLevel=1",
                "-Dfairlead.test.log=" + output + ".messages",
                "-cp",
                System.getProperty("java.class.path"),
                EdgeProxyMain.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().putAll(settings);
    builder.environment().put("FAIRLEAD_EDGE_HOST", "127.0.0.1");
    builder.environment().put("FAIRLEAD_EDGE_PORT", String.valueOf(port));
    EdgeProcess edge = new EdgeProcess(builder.start(), output, port);
    Eventually.becomesTrue("the edge answers", () -> !edge.isAlive() || edge.isHealthy(http));
    if (!edge.isAlive()) {
      throw new AssertionError(edge.output());
    }
    return edge;
  }

  /** The same address of a site at this edge. */
  String addressOf(String address) {
    URI uri = URI.create(address);
    return "http://%s:%d%s".formatted(uri.getHost(), port, uri.getRawPath());
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /** Sends SIGTERM, and returns at once. */
  void tellToEnd() {
    process.destroy();
  }

  /** Waits for the end after {@link #tellToEnd}, and returns what it exits with. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  private boolean isHealthy(HttpClient http) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/.fairlead/health".formatted(port));
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    tellToEnd();
    var unused = awaitEnd();
  }
}
