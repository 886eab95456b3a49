package dev.fairlead.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fairlead.api.route.RetainedAssets;
import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedPostgres;
import dev.fairlead.embedded.EmbeddedPostgresConfig;
import dev.fairlead.embedded.EmbeddedRedis;
import dev.fairlead.embedded.EmbeddedRedisConfig;
import dev.fairlead.embedded.EmbeddedS3;
import dev.fairlead.embedded.EmbeddedS3Config;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.StorageRegion;
import dev.fairlead.site.s3.S3Config;
import dev.fairlead.site.s3.S3Storage;
import dev.fairlead.site.s3.S3StorageConfig;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A real api on real servers, started once for all tests of this module; only the launcher is a
 * fake, since it stands for the world outside. Tests use projects of their own.
 */
final class ApiFixture {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(20);

  /** A second storage region. */
  static final StorageRegion FAR = new StorageRegion("far-1");

  private static final ApiFixture INSTANCE = start();

  final FakeLauncher launcher;
  final S3Storage storage;
  final Api api;
  final String token;
  private final ApiConfig config;
  final Path tokenFile;
  private final HttpClient http = HttpClient.newHttpClient();

  private ApiFixture(
      FakeLauncher launcher,
      S3Storage storage,
      ApiConfig config,
      Api api,
      String token,
      Path tokenFile) {
    this.launcher = launcher;
    this.storage = storage;
    this.config = config;
    this.api = api;
    this.token = token;
    this.tokenFile = tokenFile;
  }

  static ApiFixture instance() {
    return INSTANCE;
  }

  private static ApiFixture start() {
    try {
      Path folder = Files.createTempDirectory("fairlead-api-test");
      EmbeddedPostgres postgres =
          EmbeddedPostgres.start(
              new EmbeddedPostgresConfig(
                  folder.resolve("postgres"), Binaries.defaultFolder(), 0, "test", "test-secret"));
      EmbeddedRedis redis =
          EmbeddedRedis.start(
              new EmbeddedRedisConfig(
                  folder.resolve("redis"), Binaries.defaultFolder(), 0, "test-secret"));
      EmbeddedS3 s3 =
          EmbeddedS3.start(new EmbeddedS3Config(folder.resolve("s3"), 0, "test", "test-secret"));
      S3StorageConfig storage =
          new S3StorageConfig(
              bucket(s3, "sites", "local-1"), Map.of(FAR, bucket(s3, "sites-far", FAR.name())));
      S3Storage stores = S3Storage.open(storage);
      stores.home().createIfMissing();
      stores.bucket(FAR).createIfMissing();
      FakeLauncher launcher = new FakeLauncher();
      Path tokenFile = folder.resolve("owner-token");
      ApiConfig config =
          new ApiConfig(
              "127.0.0.1",
              0,
              null,
              new Addresses(
                  "http://localhost:8080",
                  URI.create("http://localhost:8081"),
                  "ws://localhost:8082"),
              new DatabaseConfig(
                  postgres.jdbcUrl(),
                  new DatabaseLogin.Password(postgres.user(), postgres.password()),
                  10),
              RedisConfig.of(URI.create(redis.uri())),
              storage,
              new BuildsConfig(1000, LEASE, 3, false, BuildLimits.DEFAULT),
              RetainedAssets.DEFAULT,
              new OwnerTokenPlace.File(tokenFile),
              null);
      Api api = Api.start(config, launcher);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    api.close();
                    stores.close();
                    closeAll(s3, redis, postgres);
                    delete(folder);
                  }));
      return new ApiFixture(
          launcher, stores, config, api, Files.readString(tokenFile).strip(), tokenFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration of another api, on the same servers with a database of its own. */
  ApiConfig anotherOn(String database, int port) {
    DatabaseConfig own = config.database();
    String url = own.url().replaceFirst("/[^/?]+(\\?.*)?$", "/" + database + "$1");
    try (Connection connection = connect(own);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return on(
        new DatabaseConfig(url, own.login(), 10),
        port,
        withToken(tokenFile.resolveSibling(database + "-token")));
  }

  /** The same servers and settings, with the token of the owner elsewhere. */
  ApiConfig withToken(Path file) {
    return new ApiConfig(
        config.host(),
        config.port(),
        null,
        config.addresses(),
        config.database(),
        config.redis(),
        config.storage(),
        config.builds(),
        config.retainedAssets(),
        new OwnerTokenPlace.File(file),
        null);
  }

  /** The same, on another database and port. */
  static ApiConfig on(DatabaseConfig database, int port, ApiConfig like) {
    return new ApiConfig(
        like.host(),
        port,
        null,
        like.addresses(),
        database,
        like.redis(),
        like.storage(),
        like.builds(),
        like.retainedAssets(),
        like.ownerToken(),
        null);
  }

  /**
   * Removes a database that {@link #anotherOn} has made; a thousand files less to delete at once.
   */
  void drop(String database) throws SQLException {
    try (Connection connection = connect(config.database());
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE " + database + " WITH (FORCE)");
    }
  }

  /** To look at, or change, what an api has stored. */
  static Connection connect(DatabaseConfig database) throws SQLException {
    if (database.login() instanceof DatabaseLogin.Password login) {
      return DriverManager.getConnection(database.url(), login.user(), login.password());
    }
    throw new IllegalArgumentException("expected: a database with a password");
  }

  /** The first column of the first row of what this api has stored. */
  String look(String sql) throws SQLException {
    return look(config.database(), sql);
  }

  static String look(DatabaseConfig database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Another api on the same servers, with a port of its own for builds. */
  Api startWithBuildPort(int port) {
    return Api.start(
        new ApiConfig(
            config.host(),
            0,
            port,
            config.addresses(),
            config.database(),
            config.redis(),
            config.storage(),
            config.builds(),
            config.retainedAssets(),
            config.ownerToken(),
            config.dashboard()),
        launcher);
  }

  private static S3Config bucket(EmbeddedS3 server, String name, String region) {
    return new S3Config(
        name, region, server.endpoint(), true, new S3Config.Credentials("test", "test-secret"));
  }

  record Answer(int status, JsonNode body) {
    String text(String field) {
      return body.path(field).asText();
    }
  }

  Answer get(String path) {
    return send(request(path).GET().build());
  }

  Answer post(String path, String json) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)).build());
  }

  Answer build(String path, String attemptToken, byte[] json) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + attemptToken)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + api.port() + path);
  }

  Answer send(HttpRequest request) {
    HttpResponse<byte[]> response = raw(request);
    try {
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<byte[]> raw(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks again until the answer is as wanted, for {@link Eventually#PATIENCE} at most. */
  static <T> T await(Callable<T> question, Predicate<T> wanted) {
    Instant giveUp = Instant.now().plus(Eventually.PATIENCE);
    while (true) {
      try {
        T answer = question.call();
        if (wanted.test(answer)) {
          return answer;
        }
        if (Instant.now().isAfter(giveUp)) {
          throw new AssertionError("still " + answer);
        }
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static void closeAll(AutoCloseable... servers) {
    for (AutoCloseable server : servers) {
      try {
        server.close();
      } catch (Exception e) {
        System.err.println(e);
      }
    }
  }

  private static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      System.err.println(e);
    }
  }
}
