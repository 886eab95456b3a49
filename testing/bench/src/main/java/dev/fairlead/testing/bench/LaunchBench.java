package dev.fairlead.testing.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedPostgres;
import dev.fairlead.embedded.EmbeddedPostgresConfig;
import dev.fairlead.embedded.EmbeddedRedis;
import dev.fairlead.embedded.EmbeddedRedisConfig;
import dev.fairlead.embedded.EmbeddedS3;
import dev.fairlead.embedded.EmbeddedS3Config;
import dev.fairlead.site.s3.S3Bucket;
import dev.fairlead.site.s3.S3Config;
import dev.fairlead.testing.FreePort;
import dev.fairlead.testing.ecs.BuildRecord;
import dev.fairlead.testing.ecs.EventFaults;
import dev.fairlead.testing.ecs.FakeEcs;
import dev.fairlead.testing.ecs.FakeTask;
import dev.fairlead.testing.ecs.FakeTasks;
import dev.fairlead.testing.ecs.LaunchFaults;
import dev.fairlead.testing.ecs.SimulatedBuild;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A thousand launches by two apis at a hand-written ECS that shows a task only some seconds after
 * its order, while launches fail, events repeat and get lost, and either api is killed at random
 * times; then looks what is left running, lost or doubled.
 */
final class LaunchBench {
  private static final int LAUNCHES = Integer.getInteger("fairlead.bench.launches", 1000);
  private static final int PROJECTS = 10;
  private static final int KILLS = 10;
  private static final int WARM_TASKS = 5;
  private static final int CONCURRENCY = 40;
  private static final Duration WORK = Duration.ofSeconds(4);
  private static final long SEED = 20_261_121;
  private static final double SHARE = 0.10;
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final Duration INVISIBLE = Duration.ofSeconds(8);
  private static final String SECRET = "test-secret";

  private final TrialApi api;
  private final TrialApi other;
  private final FakeEcs ecs;
  private final LaunchFaults faults;
  private final BuildRecord record;
  private final Random random = new Random(SEED);
  private final Set<String> open = new HashSet<>();
  private final Map<String, Integer> ends = new HashMap<>();
  private int lost;

  private LaunchBench(
      TrialApi api, TrialApi other, FakeEcs ecs, LaunchFaults faults, BuildRecord record) {
    this.api = api;
    this.other = other;
    this.ecs = ecs;
    this.faults = faults;
    this.record = record;
  }

  static void run() throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + FreePort.find());
    URI second = URI.create("http://127.0.0.1:" + FreePort.find());
    LaunchFaults faults = new LaunchFaults(SHARE, new Random(SEED));
    BuildRecord record = new BuildRecord();
    SimulatedBuild build = new SimulatedBuild(List.of(uri, second), record, WORK);
    FakeTasks.Script script =
        new FakeTasks.Script(
            faults, build, 50, new EventFaults(SHARE, SHARE, true), new Random(SEED));
    try (BenchFolder folder = BenchFolder.create();
        EmbeddedPostgres postgres = postgres(folder.path());
        EmbeddedRedis redis =
            EmbeddedRedis.start(
                new EmbeddedRedisConfig(
                    folder.path().resolve("redis"), Binaries.defaultFolder(), 0, SECRET));
        EmbeddedS3 s3 =
            EmbeddedS3.start(new EmbeddedS3Config(folder.path().resolve("s3"), 0, "test", SECRET));
        FakeEcs ecs = FakeEcs.start(script);
        TrialApi api =
            new TrialApi(uri, folder.path(), environment(uri, postgres, redis, s3, ecs));
        TrialApi other =
            new TrialApi(second, folder.path(), environment(second, postgres, redis, s3, ecs))) {
      createBucket(s3);
      LaunchBench bench = new LaunchBench(api, other, ecs, faults, record);
      ecs.tasks().hideAtFirst(INVISIBLE);
      long begin = System.nanoTime();
      api.start();
      other.start();
      bench.order();
      bench.killAndWait();
      bench.awaitQuiet();
      bench.report((System.nanoTime() - begin) / 1e9);
    }
  }

  private static EmbeddedPostgres postgres(Path folder) throws IOException {
    return EmbeddedPostgres.start(
        new EmbeddedPostgresConfig(
            folder.resolve("postgres"), Binaries.defaultFolder(), 0, "test", SECRET));
  }

  private static void createBucket(EmbeddedS3 s3) throws IOException {
    S3Config config =
        new S3Config(
            "sites", "eu-central-1", s3.endpoint(), true, new S3Config.Credentials("test", SECRET));
    try (S3Bucket bucket = S3Bucket.open(config)) {
      bucket.createIfMissing();
    }
  }

  private static Map<String, String> environment(
      URI uri, EmbeddedPostgres postgres, EmbeddedRedis redis, EmbeddedS3 s3, FakeEcs ecs) {
    Map<String, String> environment = new HashMap<>(ecs.environment());
    environment.put("FAIRLEAD_API_HOST", "127.0.0.1");
    environment.put("FAIRLEAD_API_URL", uri.toString());
    environment.put("FAIRLEAD_SITE_URL", "http://localhost:8081");
    environment.put("FAIRLEAD_LOGS_URL", "ws://localhost:8082");
    environment.put("FAIRLEAD_DATABASE_URL", postgres.jdbcUrl());
    environment.put("FAIRLEAD_DATABASE_USER", postgres.user());
    environment.put("FAIRLEAD_DATABASE_PASSWORD", postgres.password());
    environment.put("FAIRLEAD_REDIS_URL", redis.uri());
    environment.put("FAIRLEAD_S3_BUCKET", "sites");
    environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
    environment.put("FAIRLEAD_BUILD_CONCURRENCY", Integer.toString(CONCURRENCY));
    environment.put("FAIRLEAD_BUILD_LAUNCHER", "fargate");
    environment.put("FAIRLEAD_ECS_CLUSTER", "builds");
    environment.put("FAIRLEAD_ECS_TASK_FAMILY", "fairlead-build");
    environment.put("FAIRLEAD_ECS_SUBNETS", "subnet-0a");
    environment.put("FAIRLEAD_ECS_SECURITY_GROUPS", "sg-0a");
    environment.put("FAIRLEAD_ECS_EVENTS_QUEUE_URL", ecs.queueUrl().toString());
    environment.put("FAIRLEAD_ECS_WARM_TASKS", Integer.toString(WARM_TASKS));
    return environment;
  }

  private void order() throws IOException, InterruptedException {
    for (int project = 0; project < PROJECTS; project++) {
      api.post(
          "/v1/projects",
          "{\"name\":\"site-%d\",\"repositoryUrl\":\"https://git.example/a/b\"}"
              .formatted(project));
    }
    for (int i = 0; i < LAUNCHES; i++) {
      String body = "{\"branch\":\"branch-%d\"}".formatted(i);
      String path = "/v1/projects/site-%d/deployments".formatted(i % PROJECTS);
      open.add(api.post(path, body).path("id").asText());
    }
  }

  private void killAndWait() throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + LIMIT.toNanos();
    for (int kill = 1; kill <= KILLS; kill++) {
      Waiting.millis(500 + random.nextLong(2500));
      look();
      System.out.printf("  kill %2d with %4d deployments open%n", kill, open.size());
      TrialApi victim = random.nextBoolean() ? api : other;
      victim.kill();
      Waiting.millis(random.nextLong(1000));
      victim.start();
    }
    while (!open.isEmpty() && System.nanoTime() < giveUp) {
      Waiting.millis(500);
      look();
    }
    lost += open.size();
  }

  private void look() throws IOException, InterruptedException {
    List<String> ended = new ArrayList<>();
    for (String id : open) {
      JsonNode deployment = api.get("/v1/deployments/" + id);
      String state = deployment.path("state").asText();
      if (state.equals("queued") || state.equals("building")) {
        continue;
      }
      ended.add(id);
      ends.merge(state + " " + deployment.at("/failure/code").asText(), 1, Integer::sum);
      if (!state.equals("ready") && !faults.explainsFailureOf(id)) {
        System.out.printf("  lost: %s %s%n", id, deployment.path("failure"));
        lost++;
      }
    }
    ended.forEach(open::remove);
  }

  /** The tasks of builds are to end by themselves or be stopped; the pool is to be full again. */
  private void awaitQuiet() throws InterruptedException {
    long giveUp = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (ecs.tasks().running().size() != WARM_TASKS && System.nanoTime() < giveUp) {
      Waiting.millis(200);
    }
  }

  private void report(double seconds) throws IOException {
    List<FakeTask> running = ecs.tasks().running();
    long left = Math.max(0, running.size() - WARM_TASKS);
    Map<String, Integer> orders = new HashMap<>();
    ecs.tasks().all().forEach(task -> orders.merge(task.startedBy(), 1, Integer::sum));
    long doubled =
        record.attemptsClaimedTwice()
            + record.deploymentsPublishedTwice()
            + orders.values().stream().filter(count -> count > 1).count();
    System.out.printf(
        "%d launches, seed %d: %d orders went wrong, %d tasks started, %d calls to ECS, one of two"
            + " apis killed %d times%n",
        LAUNCHES, SEED, faults.count(), ecs.tasks().all().size(), ecs.tasks().calls(), KILLS);
    System.out.printf("  ends: %s%n", ends);
    System.out.printf(
        "  tasks left running %d (and %d of the pool of %d), builds lost %d, builds doubled %d,"
            + " %.0f s%n",
        left, running.size() - left, WARM_TASKS, lost, doubled, seconds);
    if (left + lost + doubled > 0) {
      throw new IOException("a task was left, or a build lost or doubled");
    }
  }
}
