package dev.fairlead.testing.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Does what ECS does for the api: starts a container for each build. The api, itself in a
 * container, runs a script as its build command that leaves the deployment's id and the one-time
 * token in a shared folder and lives as long as the container.
 */
final class BuildContainers implements AutoCloseable {
  /** What the api starts in its container. */
  static final String COMMAND = "/bin/bash /launch/hand-over";

  private static final String HAND_OVER =
      """
      umask 077
      printf '%s\\n%s\\n' "$FAIRLEAD_DEPLOYMENT_ID" "$FAIRLEAD_BUILD_TOKEN" >"/launch/$$.new"
      mv "/launch/$$.new" "/launch/$$.start"
      until [ -e "/launch/$$.done" ]; do sleep 0.05; done
      """;

  private final DockerEngine engine;
  private final Path folder;
  private final List<String> environment;
  private final Map<String, Instant> started = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Prepares the folder.
   *
   * @param folder is made; the api's container must see it as {@code /launch}
   * @param environment what a task definition would say, as {@code NAME=value}
   */
  BuildContainers(DockerEngine engine, Path folder, List<String> environment) throws IOException {
    this.engine = engine;
    this.folder = Files.createDirectory(folder);
    this.environment = List.copyOf(environment);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(folder.resolve("hand-over"), HAND_OVER);
    this.thread = Thread.ofPlatform().daemon().start(this::serve);
  }

  /** When the container of a deployment was asked for. */
  Instant startOf(String deployment) throws IOException {
    Instant start = started.get(deployment);
    if (start == null) {
      throw new IOException("no container was started for " + deployment);
    }
    return start;
  }

  private void serve() {
    try {
      while (!closed) {
        try (DirectoryStream<Path> asked = Files.newDirectoryStream(folder, "*.start")) {
          for (Path each : asked) {
            run(each);
          }
        }
        Waiting.millis(5);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void run(Path asked) throws IOException, InterruptedException {
    List<String> words = Files.readAllLines(asked);
    Files.delete(asked);
    String name = asked.getFileName().toString().replace(".start", ".done");
    started.put(words.getFirst(), Instant.now());
    ProcessBuilder build = engine.process(line(words.getFirst()));
    build.environment().put("FAIRLEAD_BUILD_TOKEN", words.getLast());
    Path log = folder.resolve(words.getFirst() + ".log");
    build.redirectErrorStream(true).redirectOutput(log.toFile());
    build.start().waitFor();
    Files.createFile(folder.resolve(name));
  }

  /** No capability, no writable root, and of the token only the variable's name. */
  private List<String> line(String deployment) {
    List<String> line =
        new ArrayList<>(
            List.of("docker", "run", "--rm", "--network=host", "--cap-drop=ALL", "--read-only"));
    line.addAll(List.of("--memory=4g", "--pids-limit=4096"));
    environment.forEach(variable -> line.addAll(List.of("--env", variable)));
    line.addAll(List.of("--env", "FAIRLEAD_DEPLOYMENT_ID=" + deployment));
    line.addAll(List.of("--env", "FAIRLEAD_BUILD_TOKEN", LocalImages.name("build-task")));
    return line;
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
  }
}
