package dev.fairlead.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A Redis server of our own, with an append-only file synced every second, reachable from this
 * machine only. One that a killed process has left running on the same folder is stopped first.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PROBE_MILLIS = 1000;

  private final EmbeddedRedisConfig config;
  private final ServerFolder folder;
  private final Path program;
  private int port;

  private EmbeddedRedis(EmbeddedRedisConfig config, ServerFolder folder, Path program) {
    this.config = config;
    this.folder = folder;
    this.program = program;
  }

  /**
   * Starts the server and returns when its data are loaded and it answers.
   *
   * @throws IOException if it does not start; the message says why
   */
  public static EmbeddedRedis start(EmbeddedRedisConfig config) throws IOException {
    ServerFolder folder = ServerFolder.open(config.directory());
    try {
      EmbeddedRedis server = new EmbeddedRedis(config, folder, Binaries.redis(config.binaries()));
      server.start();
      return server;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  public String password() {
    return config.password();
  }

  /** {@code redis://:password@host:port}, as Lettuce's RedisURI reads it. */
  public String uri() {
    return "redis://:%s@%s:%d".formatted(password(), host(), port);
  }

  /** Stops the server; what it holds is on the disk. */
  @Override
  public void close() throws IOException {
    try {
      stop();
    } finally {
      folder.close();
    }
  }

  private void start() throws IOException {
    stop();
    port = ServerFolder.freePort(config.port());
    Path file = folder.resolve("redis.conf");
    Files.deleteIfExists(file);
    // The password is in it; on a command line every user of the machine could read it.
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, settings());
    Files.deleteIfExists(folder.resolve("log"));
    ServerProcess.run(folder.path(), PATIENCE, List.of(program.toString(), "redis.conf"));
    if (!ServerProcess.await(PATIENCE, this::answers)) {
      stop();
      throw new IOException("Redis did not start: see " + folder.resolve("log"));
    }
  }

  /** As a daemon it has a session of its own: Ctrl-C reaches us first, and we stop it in order. */
  private String settings() {
    return """
    bind 127.0.0.1
    port %d
    requirepass %s
    dir ./
    appendonly yes
    appendfsync everysec
    save ""
    maxmemory 512mb
    maxmemory-policy volatile-ttl
    daemonize yes
    pidfile redis.pid
    logfile log
    """
        .formatted(port, password());
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host(), port), PROBE_MILLIS);
      socket.setSoTimeout(PROBE_MILLIS);
      String request = "AUTH %s\r\nPING\r\n".formatted(password());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return "+OK".equals(reader.readLine()) && "+PONG".equals(reader.readLine());
    } catch (IOException notYet) {
      return false;
    }
  }

  private void stop() throws IOException {
    Optional<ProcessHandle> running = ServerProcess.running(folder.resolve("redis.pid"), program);
    if (running.isPresent()) {
      ServerProcess.stop(running.get(), PATIENCE);
    }
  }
}
