package dev.fairlead.testing.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Docker engine of our own: its data, its socket and its log lie in one folder, and it changes
 * nothing of the machine's network. Containers that need one are given the machine's.
 */
final class DockerEngine implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration COMMAND = Duration.ofMinutes(15);

  private final Path folder;
  private final Process daemon;
  private final String address;

  private DockerEngine(Path folder, Process daemon, String address) {
    this.folder = folder;
    this.daemon = daemon;
    this.address = address;
  }

  /**
   * Starts one.
   *
   * @param folder is made; its path must be short enough for a socket's
   */
  static DockerEngine start(Path folder) throws IOException, InterruptedException {
    Files.createDirectory(folder);
    String address = "unix://" + folder.resolve("docker.sock");
    ProcessBuilder builder =
        new ProcessBuilder(
            "dockerd",
            "--data-root=" + folder.resolve("data"),
            "--exec-root=" + folder.resolve("exec"),
            "--pidfile=" + folder.resolve("pid"),
            "--host=" + address,
            "--bridge=none",
            "--iptables=false",
            "--ip6tables=false",
            "--ip-forward=false",
            "--ip-masq=false");
    Path log = folder.resolve("log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    DockerEngine engine = new DockerEngine(folder, builder.start(), address);
    long giveUp = System.nanoTime() + START.toNanos();
    while (engine.process(List.of("docker", "version")).start().waitFor() != 0) {
      if (!engine.daemon.isAlive() || System.nanoTime() > giveUp) {
        engine.daemon.destroy();
        throw new IOException("dockerd does not start:\n" + Files.readString(log));
      }
      Waiting.millis(100);
    }
    return engine;
  }

  /** The variables by which {@code docker} and {@code ./fairlead image} find this engine. */
  Map<String, String> environment() {
    return Map.of("DOCKER_HOST", address);
  }

  /** A command that speaks to this engine; what it prints is thrown away. */
  ProcessBuilder process(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment());
    File nowhere = new File("/dev/null");
    builder.redirectOutput(nowhere).redirectError(nowhere);
    return builder;
  }

  /**
   * Runs {@code docker} to its end.
   *
   * @return what it printed
   * @throws IOException if it fails, with what it printed
   */
  String docker(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("docker"));
    line.addAll(List.of(arguments));
    return run(line);
  }

  /** As {@link #docker}, for any program. */
  String run(List<String> line) throws IOException, InterruptedException {
    ProcessBuilder builder = process(line).redirectErrorStream(true);
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.PIPE).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(COMMAND) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("%s failed:\n%s".formatted(String.join(" ", line), output));
    }
    return output;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    daemon.destroy();
    if (!daemon.waitFor(STOP)) {
      daemon.destroyForcibly();
    }
    // The machine's network name space, which the engine mounts and leaves behind.
    Path network = folder.resolve("exec/netns/default");
    if (Files.exists(network)) {
      new ProcessBuilder("umount", network.toString()).inheritIO().start().waitFor();
    }
  }
}
