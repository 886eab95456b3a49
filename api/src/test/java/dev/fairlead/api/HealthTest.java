package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedPostgres;
import dev.fairlead.embedded.EmbeddedPostgresConfig;
import dev.fairlead.testing.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the api says of itself while its database fails over. */
final class HealthTest {
  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddedPostgresConfig database;
  private EmbeddedPostgres postgres;

  @BeforeEach
  void startDatabase() throws IOException {
    database =
        new EmbeddedPostgresConfig(
            folder.resolve("postgres"),
            Binaries.defaultFolder(),
            FreePort.find(),
            "test",
            "test-secret");
    postgres = EmbeddedPostgres.start(database);
  }

  @AfterEach
  void stopDatabase() throws IOException {
    postgres.close();
    http.close();
  }

  @Test
  void theApiLivesAndIsNotReadyWhileItsDatabaseIsAway() throws Exception {
    try (Api api = Api.start(config("test-secret"), new FakeLauncher())) {
      assertThat(get(api, "/health")).isEqualTo(200);
      assertThat(get(api, "/health/live")).isEqualTo(200);

      postgres.close();

      for (int i = 0; i < 3; i++) {
        long begin = System.nanoTime();
        assertThat(get(api, "/health")).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(get(api, "/health/live")).isEqualTo(200);
      }

      postgres = EmbeddedPostgres.start(database);

      ApiFixture.await(() -> get(api, "/health"), status -> status == 200);
    }
  }

  @Test
  void anApiThatStartsWhileTheDatabaseIsAwayWaitsForIt() throws Exception {
    ApiConfig config = config("test-secret");
    postgres.close();
    CompletableFuture<Api> starting =
        CompletableFuture.supplyAsync(() -> Api.start(config, new FakeLauncher()));
    starting
        .handle((api, problem) -> problem)
        .completeOnTimeout(null, 3, TimeUnit.SECONDS)
        .thenAccept(problem -> assertThat(problem).isNull())
        .get(1, TimeUnit.MINUTES);
    assertThat(starting).isNotDone();

    postgres = EmbeddedPostgres.start(database);

    try (Api api = starting.get(1, TimeUnit.MINUTES)) {
      assertThat(get(api, "/health")).isEqualTo(200);
    }
  }

  @Test
  void aWrongPasswordIsNotWaitedFor() {
    long begin = System.nanoTime();

    assertThatThrownBy(() -> Api.start(config("another-secret"), new FakeLauncher()))
        .rootCause()
        .hasMessageContaining("password authentication failed");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
  }

  private ApiConfig config(String password) {
    return ApiFixture.on(
        new DatabaseConfig(
            postgres.jdbcUrl(), new DatabaseLogin.Password(postgres.user(), password), 5),
        0,
        ApiFixture.instance().withToken(folder.resolve("token")));
  }

  private int get(Api api, String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(api.port(), path)))
                .timeout(Duration.ofSeconds(20))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
