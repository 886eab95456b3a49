package dev.fairlead.api.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.launch.Loss;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedPostgres;
import dev.fairlead.embedded.EmbeddedPostgresConfig;
import dev.fairlead.site.DeploymentId;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaunchStoreTest {
  private static final int MAX_ATTEMPTS = 3;
  private static final DeploymentId DEPLOYMENT = DeploymentId.parse("0123456789abcdef");

  @TempDir private Path folder;

  @Test
  void aLossThatIsReportedTwiceCountsOnce() throws Exception {
    EmbeddedPostgresConfig config =
        new EmbeddedPostgresConfig(folder, Binaries.defaultFolder(), 0, "test", "test-secret");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(config)) {
      Jdbi jdbi = Jdbi.create(postgres.jdbcUrl(), postgres.user(), postgres.password());
      Flyway.configure()
          .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password())
          .locations("classpath:db/migration")
          .load()
          .migrate();
      begin(jdbi);
      LaunchStore store = new LaunchStore(jdbi);
      Owner.OfAttempt attempt = new Owner.OfAttempt(DEPLOYMENT, 1);
      Loss loss = Loss.of(FailureCode.PLATFORM_BUILD_LOST, Loss.Retry.NOW, "It is gone.");

      assertThat(store.lost(attempt, MAX_ATTEMPTS, loss)).isTrue();
      assertThat(store.lost(attempt, MAX_ATTEMPTS, loss)).isFalse();

      assertThat(look(jdbi, "SELECT state FROM deployment")).isEqualTo("queued");
      assertThat(look(jdbi, "SELECT losses::text FROM deployment")).isEqualTo("1");
    }
  }

  /** A deployment whose first attempt runs. */
  private static void begin(Jdbi jdbi) {
    jdbi.useHandle(
        handle -> {
          handle.execute("INSERT INTO team (id, name) VALUES ('team', 'Team')");
          handle.execute(
              "INSERT INTO project (id, team_id, name) VALUES ('project', 'team', 'project')");
          handle.execute(
              "INSERT INTO deployment (id, project_id, repository_url, production, state, attempt)"
                  + " VALUES (?, 'project', 'https://git.example/a', true, 'building', 1)",
              DEPLOYMENT.value());
          handle.execute(
              "INSERT INTO attempt (deployment_id, number, lease_until) VALUES (?, 1, now())",
              DEPLOYMENT.value());
        });
  }

  private static String look(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }
}
