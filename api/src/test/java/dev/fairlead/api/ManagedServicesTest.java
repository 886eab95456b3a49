package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.route.RetainedAssets;
import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedPostgres;
import dev.fairlead.embedded.EmbeddedPostgresConfig;
import dev.fairlead.embedded.EmbeddedS3;
import dev.fairlead.embedded.EmbeddedS3Config;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.s3.S3Config;
import dev.fairlead.site.s3.S3StorageConfig;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.testing.aws.AwsEndpoint;
import dev.fairlead.testing.aws.AwsEndpointTest;
import dev.fairlead.testing.redis.RedisCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The api on what AWS manages for it: PostgreSQL over verified TLS with a password that is rotated,
 * a Redis cluster over TLS, and the owner's token in a secret.
 */
@AwsEndpointTest("secretsmanager")
final class ManagedServicesTest {
  private static final String FIRST = "the-first-password";

  @TempDir Path folder;
  private final String login = "fairlead-database-" + UUID.randomUUID();
  private final String owner = "fairlead-owner-" + UUID.randomUUID();
  private EmbeddedPostgres postgres;
  private EmbeddedS3 s3;
  private RedisCluster redis;
  private TestCertificate certificate;

  @BeforeEach
  void start(AwsEndpoint endpoint) throws Exception {
    System.setProperty("aws.endpointUrl", endpoint.uri().toString());
    System.setProperty("aws.region", endpoint.region());
    System.setProperty("aws.accessKeyId", endpoint.accessKeyId());
    System.setProperty("aws.secretAccessKey", endpoint.secretAccessKey());
    certificate = TestCertificate.create(folder);
    postgres =
        EmbeddedPostgres.start(
            new EmbeddedPostgresConfig(
                folder.resolve("postgres"), Binaries.defaultFolder(), 0, "fairlead", FIRST));
    execute("ALTER SYSTEM SET ssl_cert_file = '%s'".formatted(certificate.certificate()));
    execute("ALTER SYSTEM SET ssl_key_file = '%s'".formatted(certificate.key()));
    execute("ALTER SYSTEM SET ssl = on");
    execute("SELECT pg_reload_conf()");
    s3 = EmbeddedS3.start(new EmbeddedS3Config(folder.resolve("s3"), 0, "test", "test-secret"));
    redis = RedisCluster.start();
    try (SecretsManagerClient client = SecretsManagerClient.create()) {
      client.createSecret(create -> create.name(login).secretString(loginWith(FIRST)));
      client.createSecret(create -> create.name(owner));
    }
  }

  @AfterEach
  void stop() throws IOException {
    redis.close();
    s3.close();
    postgres.close();
    for (String property :
        new String[] {"endpointUrl", "region", "accessKeyId", "secretAccessKey"}) {
      System.clearProperty("aws." + property);
    }
  }

  @Test
  void theApiWorksAndOutlivesTheRotationOfItsPassword() throws Exception {
    try (Api api = Api.start(config(), new FakeLauncher());
        HttpClient http = HttpClient.newHttpClient()) {
      String token = ownerToken();
      assertThat(projects(http, api, token)).isEqualTo(200);
      assertThat(query("SELECT count(*) FROM pg_stat_ssl WHERE ssl")).isGreaterThanOrEqualTo(1);

      execute("ALTER USER fairlead PASSWORD 'the-second-password'");
      try (SecretsManagerClient client = SecretsManagerClient.create()) {
        client.putSecretValue(
            put -> put.secretId(login).secretString(loginWith("the-second-password")));
      }
      execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
              + " AND usename = 'fairlead'",
          "the-second-password");

      assertThat(ApiFixture.await(() -> projects(http, api, token), status -> status == 200))
          .isEqualTo(200);
      assertThat(ownerToken()).isEqualTo(token);
    }
  }

  private ApiConfig config() {
    return new ApiConfig(
        "127.0.0.1",
        0,
        null,
        new Addresses(
            "http://localhost:8080", URI.create("http://localhost:8081"), "ws://localhost:8082"),
        new DatabaseConfig(
            "%s?sslmode=verify-full&sslrootcert=%s"
                .formatted(postgres.jdbcUrl(), certificate.certificate()),
            new DatabaseLogin.Secret(login),
            5),
        new RedisConfig(redis.uri(), true, null, redis.certificate()),
        S3StorageConfig.of(
            new S3Config(
                "sites",
                "local-1",
                s3.endpoint(),
                true,
                new S3Config.Credentials("test", "test-secret"))),
        new BuildsConfig(2, Duration.ofSeconds(30), 3, false, BuildLimits.DEFAULT),
        RetainedAssets.DEFAULT,
        new OwnerTokenPlace.Secret(owner),
        null);
  }

  private String ownerToken() {
    try (SecretsManagerClient client = SecretsManagerClient.create()) {
      return client.getSecretValue(get -> get.secretId(owner)).secretString();
    }
  }

  private static int projects(HttpClient http, Api api, String token)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:%d/v1/projects".formatted(api.port())))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static String loginWith(String password) {
    return "{\"username\": \"fairlead\", \"password\": \"%s\"}".formatted(password);
  }

  private void execute(String sql) throws SQLException {
    execute(sql, FIRST);
  }

  private void execute(String sql, String password) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), "fairlead", password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long query(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), "fairlead", FIRST);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
