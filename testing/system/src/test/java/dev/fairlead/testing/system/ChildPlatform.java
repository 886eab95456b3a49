package dev.fairlead.testing.system;

import dev.fairlead.testing.Eventually;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole Fairlead in a process of its own, started as {@code ./fairlead up} does. */
final class ChildPlatform implements AutoCloseable {
  private static final String MAIN = "dev.fairlead.local.LocalMain";
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path output;

  private ChildPlatform(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** How a start that could not work has ended. */
  record Result(int exitCode, String output) {
    List<String> complaint() {
      return output.lines().filter(line -> line.startsWith("fairlead: ")).toList();
    }
  }

  /** Starts and waits until everything is healthy. */
  static ChildPlatform start(Path folder, int portBase) throws Exception {
    Path output = Files.createTempFile(folder, "up", ".log");
    Process process =
        launch(folder, output, folder.resolve("data"), "--port-base", String.valueOf(portBase));
    Eventually.becomesTrue(
        "it is ready",
        () -> !process.isAlive() || Files.readString(output).contains("Ready. Dashboard"));
    if (!process.isAlive()) {
      throw new AssertionError(Files.readString(output));
    }
    return new ChildPlatform(process, output);
  }

  /** Starts what is expected to give up. */
  static Result failToStart(Path data, String... options) throws Exception {
    Path folder = Files.createTempDirectory("fairlead-child-");
    try {
      Path output = Files.createTempFile(folder, "up", ".log");
      List<String> all = new ArrayList<>(List.of(options));
      if (!all.contains("--port-base")) {
        all.addAll(List.of("--port-base", String.valueOf(FreePorts.base())));
      }
      Process process = launch(folder, output, data, all.toArray(String[]::new));
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return new Result(process.waitFor(), Files.readString(output));
    } finally {
      Folders.delete(folder);
    }
  }

  private static Process launch(Path folder, Path output, Path data, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "up",
                "--home",
                installation(folder).toString(),
                "--data",
                data.toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().put("FAIRLEAD_WORK_DIR", folder.resolve("work").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** An installation whose only jar leads to the class path of the tests. */
  private static Path installation(Path folder) throws IOException {
    Path jar = folder.resolve("home").resolve("build-task").resolve("build-task.jar");
    if (!Files.exists(jar)) {
      Files.createDirectories(jar.getParent());
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest
          .getMainAttributes()
          .put(
              Attributes.Name.CLASS_PATH,
              Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                  .map(entry -> Path.of(entry).toUri().toString())
                  .collect(Collectors.joining(" ")));
      try (OutputStream out = Files.newOutputStream(jar)) {
        new JarOutputStream(out, manifest).close();
      }
    }
    return folder.resolve("home");
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Ends it as Ctrl-C does, and returns what it exits with. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  String output() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws Exception {
    stop();
  }
}
