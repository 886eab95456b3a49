package dev.fairlead.testing.redis;

import dev.fairlead.embedded.Binaries;
import dev.fairlead.testing.FreePort;
import dev.fairlead.testing.TestCertificate;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One process of a cluster, and a connection to it. */
final class RedisNode implements AutoCloseable {
  private static final String PASSWORD = "correct-horse";

  /** What Redis adds to its port for the bus of the cluster. */
  private static final int BUS = 10_000;

  /** From here on systems take ports of outgoing connections: 32768 on Linux. */
  private static final int OUTGOING = 32_768;

  private static final int TRIES = 100;
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration END = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Process process;
  private final int port;
  private final RedisClient client;
  private final RedisCommands<String, String> commands;

  private RedisNode(
      Process process, int port, RedisClient client, RedisCommands<String, String> commands) {
    this.process = process;
    this.port = port;
    this.client = client;
    this.commands = commands;
  }

  static RedisNode start(Path folder, TestCertificate certificate) throws IOException {
    Files.createDirectories(folder);
    int port = freePort();
    Path settings = folder.resolve("redis.conf");
    Files.writeString(settings, settings(folder, port, certificate));
    Path program = Binaries.redis(Binaries.defaultFolder());
    Process process =
        new ProcessBuilder(program.toString(), settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    RedisClient client = RedisClient.create(RedisURI.create(uri(port)));
    client.setOptions(
        ClientOptions.builder()
            .sslOptions(
                SslOptions.builder()
                    .jdkSslProvider()
                    .trustManager(certificate.certificate().toFile())
                    .build())
            .build());
    return new RedisNode(process, port, client, connect(process, client, folder));
  }

  /** A port that is free together with that of the cluster, both below those of connections. */
  private static int freePort() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = FreePort.find();
      if (port + BUS >= OUTGOING) {
        continue;
      }
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress("127.0.0.1", port + BUS));
        return port;
      } catch (BindException taken) {
        // The next one.
        continue;
      }
    }
    throw new IOException("no port is free whose port for the cluster is free too");
  }

  private static String settings(Path folder, int port, TestCertificate certificate) {
    return """
    bind 127.0.0.1
    port 0
    tls-port %d
    tls-cert-file %s
    tls-key-file %s
    tls-ca-cert-file %s
    tls-auth-clients no
    tls-replication yes
    tls-cluster yes
    requirepass %s
    masterauth %s
    cluster-enabled yes
    cluster-node-timeout 1000
    cluster-replica-validity-factor 0
    repl-diskless-sync-delay 0
    save ""
    dir %s
    """
        .formatted(
            port,
            certificate.certificate(),
            certificate.key(),
            certificate.certificate(),
            PASSWORD,
            PASSWORD,
            folder);
  }

  private static RedisCommands<String, String> connect(
      Process process, RedisClient client, Path folder) throws IOException {
    long end = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        return client.connect().sync();
      } catch (RedisConnectionException notYet) {
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
    process.destroyForcibly();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    throw new IOException("Redis did not start: " + Files.readString(folder.resolve("log")));
  }

  int port() {
    return port;
  }

  URI uri() {
    return uri(port);
  }

  private static URI uri(int port) {
    return URI.create("rediss://:%s@127.0.0.1:%d".formatted(PASSWORD, port));
  }

  RedisCommands<String, String> commands() {
    return commands;
  }

  void addSlots(int first, int last) {
    commands.clusterAddSlotsRange(Range.create(first, last));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill() throws IOException {
    process.destroyForcibly();
    try {
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("Redis cannot be killed: process " + process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    kill();
  }
}
