package dev.fairlead.testing.bench;

import dev.fairlead.build.log.redis.RedisBuildLog;
import dev.fairlead.build.log.redis.RedisLogTickets;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogLine;
import dev.fairlead.build.protocol.LogStream;
import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedRedis;
import dev.fairlead.embedded.EmbeddedRedisConfig;
import dev.fairlead.redis.Redis;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.wslogs.WsLogs;
import dev.fairlead.wslogs.WsLogsConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * How long a log line takes from the api's append to a viewer: one line at a time over a real Redis
 * and a real log server to WebSocket clients, at a fixed rate (open loop), after a warm-up.
 */
final class LogLatencyBench {
  private static final int WARM_UP = 2000;
  private static final int LINES = 1000;
  private static final Duration INTERVAL = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RedisBuildLog log;
  private final RedisLogTickets tickets;
  private final WsLogs server;
  private final HttpClient http;

  private LogLatencyBench(Redis redis, WsLogs server, HttpClient http) {
    this.log = new RedisBuildLog(redis);
    this.tickets = new RedisLogTickets(redis, new SecureRandom());
    this.server = server;
    this.http = http;
  }

  static void measure() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("fairlead-bench-");
    EmbeddedRedisConfig redis =
        new EmbeddedRedisConfig(directory, Binaries.defaultFolder(), 0, "only-for-this-run");
    try (EmbeddedRedis database = EmbeddedRedis.start(redis)) {
      RedisConfig config = RedisConfig.of(URI.create(database.uri()));
      try (Redis connection = Redis.open(config);
          WsLogs server = WsLogs.start(WsLogsConfig.of(config, "127.0.0.1", 0, Set.of()));
          HttpClient http = HttpClient.newHttpClient()) {
        LogLatencyBench bench = new LogLatencyBench(connection, server, http);
        bench.run(1, WARM_UP);
        System.out.printf(
            "append → WebSocket client, %d lines, one every %d ms%n", LINES, INTERVAL.toMillis());
        System.out.printf("%8s %12s %12s %12s%n", "viewers", "median ms", "p99 ms", "max ms");
        for (int viewers : new int[] {1, 10, 100}) {
          print(viewers, bench.run(viewers, LINES));
        }
      }
    } finally {
      delete(directory);
    }
  }

  /** The latency of each line to each viewer, in nanoseconds, sorted. */
  private long[] run(int viewers, int lines) throws IOException {
    DeploymentId deployment = DeploymentId.random(new SecureRandom());
    List<LatencyViewer> clients = new ArrayList<>();
    for (int i = 0; i < viewers; i++) {
      clients.add(LatencyViewer.connect(http, uri(deployment), lines));
    }
    long[] sent = new long[lines];
    long due = System.nanoTime();
    for (int line = 0; line < lines; line++) {
      due += INTERVAL.toNanos();
      while (System.nanoTime() - due < 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      sent[line] = System.nanoTime();
      log.append(deployment, chunk(line + 1));
    }
    long[] latencies =
        clients.stream()
            .flatMapToLong(client -> Arrays.stream(client.latencies(sent, PATIENCE)))
            .sorted()
            .toArray();
    clients.forEach(LatencyViewer::close);
    return latencies;
  }

  private URI uri(DeploymentId deployment) throws IOException {
    return URI.create(
        "ws://127.0.0.1:%d/v1/deployments/%s/log?ticket=%s"
            .formatted(server.port(), deployment, tickets.issue(deployment)));
  }

  private static LogChunk chunk(int number) {
    String text = "line %d of a build that prints lines of an ordinary length, as tools do";
    return new LogChunk(
        1, List.of(new LogLine(number, Instant.now(), LogStream.STDOUT, text.formatted(number))));
  }

  private static void print(int viewers, long[] nanos) {
    System.out.printf(
        "%8d %12.2f %12.2f %12.2f%n",
        viewers,
        millis(nanos[nanos.length / 2]),
        millis(nanos[nanos.length * 99 / 100]),
        millis(nanos[nanos.length - 1]));
  }

  private static double millis(long nanos) {
    return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
  }

  private static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
