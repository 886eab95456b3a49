package dev.fairlead.testing.aws;

import dev.fairlead.testing.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A {@code moto_server} of our own, on a free port of loopback, in memory only. */
final class MotoServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Process process;
  private final Path log;
  private final AwsEndpoint endpoint;

  private MotoServer(Process process, Path log, AwsEndpoint endpoint) {
    this.process = process;
    this.log = log;
    this.endpoint = endpoint;
  }

  /**
   * Starts it where it is installed.
   *
   * @throws IOException if it is installed and does not listen within a minute
   */
  static Optional<MotoServer> startIfThere() throws IOException {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      return Optional.empty();
    }
    int port = FreePort.find();
    Path log = Files.createTempFile("fairlead-moto-", ".log");
    Process process =
        new ProcessBuilder(
                program.get().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    URI uri = URI.create("http://127.0.0.1:" + port);
    MotoServer server =
        new MotoServer(
            process,
            log,
            new AwsEndpoint(AwsEndpoint.Source.MOTO, uri, "us-east-1", "test", "test"));
    server.awaitListening(port);
    return Optional.of(server);
  }

  AwsEndpoint endpoint() {
    return endpoint;
  }

  private static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "moto_server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void awaitListening(int port) throws IOException {
    long end = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        return;
      } catch (IOException notYet) {
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
    String said = Files.readString(log);
    close();
    throw new IOException("moto_server does not listen on port %d: %s".formatted(port, said));
  }

  @Override
  public void close() {
    // A launcher of Python's may stand between: its children are the server.
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("cannot remove " + log, e);
    }
  }
}
