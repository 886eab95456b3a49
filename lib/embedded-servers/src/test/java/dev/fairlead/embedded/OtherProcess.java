package dev.fairlead.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another Java process that starts a server, says so, and then waits to be killed. */
final class OtherProcess implements AutoCloseable {
  static final String PASSWORD = "correct-horse";
  private final Process process;
  private final int port;

  private OtherProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static OtherProcess start(String server, Path directory) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    OtherProcess.class.getName(),
                    server,
                    directory.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader reader = process.inputReader();
    String line = reader.readLine();
    if (line == null) {
      throw new IOException("the other process ended");
    }
    return new OtherProcess(process, Integer.parseInt(line));
  }

  int port() {
    return port;
  }

  /** Ends it as {@code kill -9} does, so that it can clean up nothing. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    int port =
        switch (arguments[0]) {
          case "postgres" -> EmbeddedPostgres.start(postgres(directory, 0)).port();
          case "redis" -> EmbeddedRedis.start(redis(directory, 0)).port();
          case "s3" -> EmbeddedS3.start(s3(directory, 0)).port();
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    System.out.println(port);
    Thread.currentThread().join();
  }

  static EmbeddedPostgresConfig postgres(Path directory, int port) {
    return new EmbeddedPostgresConfig(
        directory, Binaries.defaultFolder(), port, "fairlead", PASSWORD);
  }

  static EmbeddedRedisConfig redis(Path directory, int port) {
    return new EmbeddedRedisConfig(directory, Binaries.defaultFolder(), port, PASSWORD);
  }

  static EmbeddedS3Config s3(Path directory, int port) {
    return new EmbeddedS3Config(directory, port, "fairlead", PASSWORD);
  }
}
