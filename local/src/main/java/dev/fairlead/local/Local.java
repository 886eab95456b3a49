package dev.fairlead.local;

import dev.fairlead.api.Addresses;
import dev.fairlead.api.Api;
import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.BuildsConfig;
import dev.fairlead.api.DatabaseConfig;
import dev.fairlead.api.DatabaseLogin;
import dev.fairlead.api.OwnerTokenPlace;
import dev.fairlead.api.launch.ProcessBuildLauncher;
import dev.fairlead.api.route.RetainedAssets;
import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.edge.EdgeConfig;
import dev.fairlead.edge.EdgeProxy;
import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedPostgres;
import dev.fairlead.embedded.EmbeddedPostgresConfig;
import dev.fairlead.embedded.EmbeddedRedis;
import dev.fairlead.embedded.EmbeddedRedisConfig;
import dev.fairlead.embedded.EmbeddedS3;
import dev.fairlead.embedded.EmbeddedS3Config;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.s3.S3Config;
import dev.fairlead.site.s3.S3Storage;
import dev.fairlead.site.s3.S3StorageConfig;
import dev.fairlead.wslogs.WsLogs;
import dev.fairlead.wslogs.WsLogsConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * All programs in one process. They are the same classes as on AWS; only the addresses and the
 * launcher of builds that are passed to them differ.
 */
public final class Local implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final long EDGE_CACHE_BYTES = 1L << 30;
  private static final String BUCKET = "fairlead";
  private static final String REGION = "local-1";
  private static final String S3_USER = "fairlead";
  private static final String DATABASE_USER = "fairlead";
  private static final int CONNECTIONS = 20;
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final int MAX_ATTEMPTS = 5;

  private final LocalConfig config;
  private final Parts parts;
  private final LocalPorts ports;

  private Local(LocalConfig config, Parts parts) {
    this.config = config;
    this.parts = parts;
    this.ports = config.ports();
  }

  /**
   * Starts everything and returns when all of it answers.
   *
   * @param progress told of each part as it becomes ready
   * @throws LocalStartException if something the operator can mend is in the way; nothing runs then
   * @throws IOException if a part does not start; nothing runs then
   */
  public static Local start(LocalConfig config, Progress progress) throws IOException {
    Local local = new Local(config, new Parts(progress));
    local.start();
    return local;
  }

  /** As {@link #start}, but stopped whenever this process is told to end, also in the middle. */
  static Local startUntilTold(LocalConfig config, Progress progress, Runnable stopped)
      throws IOException {
    Local local = new Local(config, new Parts(progress));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  local.close();
                  stopped.run();
                }));
    local.start();
    return local;
  }

  /** Is told what happens during the start. */
  @FunctionalInterface
  public interface Progress {
    void ready(String part, Duration time);
  }

  /** Where the dashboard and the api answer. */
  public String apiUrl() {
    return "http://localhost:" + ports.api();
  }

  /** The address under which sites are children: {@code http://<name>.localhost:<port>}. */
  public String siteUrl() {
    return "http://localhost:" + ports.sites();
  }

  public String logsUrl() {
    return "ws://localhost:" + ports.logs();
  }

  /** Holds a token for the owner. */
  public Path ownerTokenFile() {
    return config.data().resolve("owner-token");
  }

  /** What can be away while the rest goes on. */
  public enum Part {
    API(Api.class),
    POSTGRESQL(EmbeddedPostgres.class),
    REDIS(EmbeddedRedis.class),
    S3(EmbeddedS3.class);

    private final Class<? extends AutoCloseable> type;

    Part(Class<? extends AutoCloseable> type) {
      this.type = type;
    }
  }

  /** Stops a part, as an outage of it would; for tests. */
  public void stop(Part part) {
    parts.closeOne(part.type);
  }

  /**
   * What an edge of its own must find in its environment to serve the same sites; for tests.
   *
   * @throws IOException if the passwords of the inner servers cannot be read
   */
  public Map<String, String> edgeEnvironment() throws IOException {
    LocalSecrets secrets = LocalSecrets.ensure(config.data().resolve("secrets"));
    return Map.of(
        "FAIRLEAD_S3_BUCKET",
        BUCKET,
        "AWS_REGION",
        REGION,
        "AWS_ENDPOINT_URL_S3",
        "http://%s:%d".formatted(LOOPBACK, ports.s3()),
        "AWS_ACCESS_KEY_ID",
        S3_USER,
        "AWS_SECRET_ACCESS_KEY",
        secrets.s3(),
        "FAIRLEAD_REDIS_URL",
        "redis://:%s@%s:%d".formatted(secrets.redis(), LOOPBACK, ports.redis()));
  }

  /** Starts the Redis server again after it was stopped. */
  public void startRedis() throws IOException {
    LocalSecrets secrets = LocalSecrets.ensure(config.data().resolve("secrets"));
    parts.start("Redis", () -> startRedis(secrets));
  }

  private void start() throws IOException {
    try {
      startAll();
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private void startAll() throws IOException {
    parts.add(DataFolder.open(config.data()));
    RunFile.delete(config.data());
    ports.requireFree();
    LocalSecrets secrets = LocalSecrets.ensure(config.data().resolve("secrets"));
    WorkDirectory.prepare(config.workDirectory());

    FutureTask<EmbeddedPostgres> postgres =
        parts.startAside("PostgreSQL", () -> startPostgres(secrets));
    FutureTask<EmbeddedRedis> redis = parts.startAside("Redis", () -> startRedis(secrets));
    EmbeddedS3 s3 = parts.start("S3", () -> startS3(secrets));
    S3StorageConfig storage = S3StorageConfig.of(bucket(s3));
    S3Storage stores = parts.add(S3Storage.open(storage));
    stores.home().createIfMissing();
    FutureTask<EdgeProxy> edge =
        parts.startAside(
            "Sites", () -> startEdge(stores, RedisConfig.of(URI.create(get(redis).uri()))));
    FutureTask<WsLogs> logs =
        parts.startAside("Logs", () -> startLogs(RedisConfig.of(URI.create(get(redis).uri()))));
    EmbeddedPostgres database = get(postgres);
    parts.start(
        "API", () -> startApi(database, RedisConfig.of(URI.create(get(redis).uri())), storage));
    get(edge);
    get(logs);
    new RunFile(
            ProcessHandle.current().pid(),
            apiUrl(),
            siteUrl(),
            logsUrl(),
            ownerTokenFile().toString())
        .write(config.data());
    // As a part, so that only who has written it removes it, before anything else is stopped.
    AutoCloseable runFile = () -> RunFile.delete(config.data());
    parts.add(runFile);
  }

  private EmbeddedPostgres startPostgres(LocalSecrets secrets) throws IOException {
    return EmbeddedPostgres.start(
        new EmbeddedPostgresConfig(
            config.data().resolve("postgres"),
            Binaries.defaultFolder(),
            ports.postgres(),
            DATABASE_USER,
            secrets.postgres()));
  }

  private EmbeddedRedis startRedis(LocalSecrets secrets) throws IOException {
    return EmbeddedRedis.start(
        new EmbeddedRedisConfig(
            config.data().resolve("redis"),
            Binaries.defaultFolder(),
            ports.redis(),
            secrets.redis()));
  }

  private EmbeddedS3 startS3(LocalSecrets secrets) throws IOException {
    return EmbeddedS3.start(
        new EmbeddedS3Config(config.data().resolve("s3"), ports.s3(), S3_USER, secrets.s3()));
  }

  private EdgeProxy startEdge(S3Storage storage, RedisConfig redis) throws IOException {
    EdgeProxy edge =
        new EdgeProxy(
            EdgeConfig.listening(LOOPBACK, ports.sites())
                .withRedis(redis)
                .withBlobs(
                    BlobConfig.DEFAULT.withDisk(
                        BlobConfig.Disk.of(config.data().resolve("edge-cache"), EDGE_CACHE_BYTES))),
            storage,
            Clock.systemUTC());
    edge.start();
    return edge;
  }

  private WsLogs startLogs(RedisConfig redis) {
    return WsLogs.start(WsLogsConfig.of(redis, LOOPBACK, ports.logs(), Set.of(apiUrl())));
  }

  private Api startApi(EmbeddedPostgres postgres, RedisConfig redis, S3StorageConfig storage) {
    ApiConfig api =
        new ApiConfig(
            LOOPBACK,
            ports.api(),
            null,
            new Addresses(apiUrl(), URI.create(siteUrl()), logsUrl()),
            new DatabaseConfig(
                postgres.jdbcUrl(),
                new DatabaseLogin.Password(postgres.user(), postgres.password()),
                CONNECTIONS),
            redis,
            storage,
            new BuildsConfig(config.concurrency(), LEASE, MAX_ATTEMPTS, true, BuildLimits.DEFAULT),
            RetainedAssets.DEFAULT,
            new OwnerTokenPlace.File(ownerTokenFile()),
            config.dashboard());
    return Api.start(api, new ProcessBuildLauncher(config.buildCommand(), buildEnvironment()));
  }

  private Map<String, String> buildEnvironment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
    environment.put("LC_ALL", "C.UTF-8"); // else Java cannot read file names beyond ASCII
    environment.put("FAIRLEAD_API_URL", "http://%s:%d".formatted(LOOPBACK, ports.api()));
    environment.put("FAIRLEAD_WORK_DIR", config.workDirectory().toString());
    environment.put("FAIRLEAD_CACHE_DIR", config.data().resolve("cache").toString());
    environment.put("FAIRLEAD_EGRESS_ALLOW", String.join(",", config.egressAllow()));
    if (config.unsafeNoSandbox()) {
      environment.put("FAIRLEAD_UNSAFE_NO_SANDBOX", "true");
    }
    return environment;
  }

  private static S3Config bucket(EmbeddedS3 s3) {
    return new S3Config(
        BUCKET,
        REGION,
        s3.endpoint(),
        true,
        new S3Config.Credentials(s3.accessKeyId(), s3.secretAccessKey()));
  }

  private static <T> T get(FutureTask<T> task) throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Stops everything, builds included; what was under way begins anew at the next start. */
  @Override
  public void close() {
    parts.close();
  }
}
