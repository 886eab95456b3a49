package dev.fairlead.testing.bench.edge;

import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedRedis;
import dev.fairlead.embedded.EmbeddedRedisConfig;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.Route;
import dev.fairlead.site.RouteHint;
import dev.fairlead.testing.bench.BenchFolder;
import dev.fairlead.testing.bench.edge.BenchBucket.BenchFile;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Deploys and rollbacks under load: every answer must be of a deployment that its host led to at
 * that moment.
 */
public final class FlipsBench {
  private static final Hostname HOST = Hostname.parse("flips.localhost");
  private static final List<String> PATHS = List.of("/index.bin", "/app.bin");
  private static final int FLIPS = 200;
  private static final int CLIENTS = 6;
  private static final int BODY_BYTES = 2 << 10;

  /** Later than this an answer of what a hint has replaced counts as wrong. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  private final BenchBucket bucket;
  private final List<DeploymentId> deployments = new ArrayList<>();
  private final Flips flips = new Flips();
  private final SplittableRandom random = new SplittableRandom(8);
  private volatile boolean over;

  /** One answer of a connection. */
  private record Seen(int deployment, long requested, long answered) {}

  private FlipsBench(BenchBucket bucket) {
    this.bucket = bucket;
  }

  /**
   * Runs it.
   *
   * @throws IOException if a server does not start or an answer was wrong
   */
  public static void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("fairlead-bench-");
    try (BenchBucket bucket = new BenchBucket(folder.resolve("s3"));
        EmbeddedRedis redis =
            EmbeddedRedis.start(
                new EmbeddedRedisConfig(
                    folder.resolve("redis"), Binaries.defaultFolder(), 0, "correct-horse"));
        RedisClient client = RedisClient.create(redis.uri());
        StatefulRedisConnection<byte[], byte[]> api = client.connect(ByteArrayCodec.INSTANCE)) {
      BenchSite site = new BenchSite(bucket, folder.resolve("www"));
      FlipsBench bench = new FlipsBench(bucket);
      Map<String, String> hints = Map.of("FAIRLEAD_REDIS_URL", redis.uri());
      try (Peer edge = new Peers(folder, site, bucket.endpoint()).edge(hints)) {
        bench.run(edge.ports().http(), api);
      }
    } finally {
      BenchFolder.delete(folder);
    }
  }

  private void run(int port, StatefulRedisConnection<byte[], byte[]> api)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    bucket.publish(HOST, files(0));
    deployments.add(bucket.deploy(files(0)));
    flips.add(0, begun, System.nanoTime());
    List<List<Seen>> seen = new ArrayList<>();
    List<Thread> clients = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      List<Seen> mine = new ArrayList<>();
      seen.add(mine);
      clients.add(Thread.ofPlatform().start(() -> ask(port, mine, failures)));
    }
    int rollbacks = 0;
    for (int i = 0; i < FLIPS; i++) {
      boolean rollback = i % 2 == 1;
      rollbacks += rollback ? 1 : 0;
      flip(rollback, api);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(20, 150));
    }
    over = true;
    for (Thread client : clients) {
      client.join();
    }
    report(seen, failures, rollbacks);
  }

  private void flip(boolean rollback, StatefulRedisConnection<byte[], byte[]> api)
      throws IOException {
    int deployment = rollback ? random.nextInt(deployments.size()) : deployments.size();
    if (!rollback) {
      deployments.add(bucket.deploy(files(deployment)));
    }
    long begun = System.nanoTime();
    Route route = bucket.lead(HOST, deployments.get(deployment));
    api.sync()
        .publish(
            RouteHint.CHANNEL.getBytes(StandardCharsets.US_ASCII),
            new RouteHint(HOST, route.generation()).toJson());
    flips.add(deployment, begun, System.nanoTime());
  }

  private void ask(int port, List<Seen> mine, List<String> failures) {
    try (Socket socket = RawRequest.open(port)) {
      for (int i = 0; !over; i++) {
        String path = PATHS.get(i % PATHS.size());
        long requested = System.nanoTime();
        byte[] body = RawRequest.again(socket, HOST.value(), path).body();
        long answered = System.nanoTime();
        String text = new String(body, StandardCharsets.US_ASCII);
        int deployment = Integer.parseInt(text.substring(0, text.indexOf(' ')));
        boolean whole = text.equals(text(deployment, path));
        mine.add(new Seen(whole ? deployment : -1, requested, answered));
      }
    } catch (IOException | RuntimeException broken) {
      synchronized (failures) {
        failures.add(broken.toString());
      }
    }
  }

  private void report(List<List<Seen>> seen, List<String> failures, int rollbacks)
      throws IOException {
    List<Long> late = new ArrayList<>();
    int answers = 0;
    int wrong = 0;
    for (List<Seen> connection : seen) {
      int flip = 0;
      for (Seen answer : connection) {
        answers++;
        Flips.Verdict verdict =
            flips.judge(answer.deployment(), answer.requested(), answer.answered(), flip, PATIENCE);
        if (verdict.isWrong()) {
          wrong++;
        } else {
          flip = verdict.flip();
          late.add(verdict.lateNanos());
        }
      }
    }
    late.sort(null);
    System.out.printf(
        "%d deploys and %d rollbacks under %d clients: %,d answers checked, %d wrong, %d failures%n"
            + "requested after the change was made: %,d answers, at most %.1f ms after%n",
        FLIPS - rollbacks,
        rollbacks,
        CLIENTS,
        answers,
        wrong,
        failures.size(),
        late.stream().filter(nanos -> nanos > 0).count(),
        late.isEmpty() ? 0 : late.getLast() / 1e6);
    failures.forEach(System.out::println);
    if (wrong > 0 || !failures.isEmpty() || flips.count() != FLIPS + 1) {
      throw new IOException("not every answer was right");
    }
  }

  private static List<BenchFile> files(int deployment) {
    return PATHS.stream()
        .map(
            path -> new BenchFile(path, text(deployment, path).getBytes(StandardCharsets.US_ASCII)))
        .toList();
  }

  private static String text(int deployment, String path) {
    String text = "%d %s ".formatted(deployment, path);
    return text.repeat(BODY_BYTES / text.length());
  }
}
