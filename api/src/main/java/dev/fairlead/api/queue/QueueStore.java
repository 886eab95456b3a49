package dev.fairlead.api.queue;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.site.DeploymentId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The queue, in PostgreSQL. All times are the database's. Every change names the state it leaves,
 * so that whoever is late changes nothing.
 */
@Singleton
public final class QueueStore {
  /** Serialises the count of running builds; any number of apis may dispatch. */
  private static final long DISPATCH_LOCK = 0x666c_6469_7370L;

  private final Jdbi jdbi;

  QueueStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** An attempt that has been given to this api to launch. */
  record Claimed(Owner.OfAttempt attempt, BuildSize size, boolean preview) {}

  /**
   * Takes the next deployment from the queue and begins an attempt, unless as many are building as
   * may. Projects with fewer running builds come first, then older deployments.
   *
   * @param lease how long the attempt may take to report first
   */
  Optional<Claimed> claimNext(OpaqueToken startToken, int concurrency, Duration lease) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("SELECT pg_advisory_xact_lock(?)", DISPATCH_LOCK);
          Optional<String> next =
              handle
                  .createQuery(
                      """
                      SELECT id FROM deployment queued
                      WHERE state = 'queued' AND (not_before IS NULL OR not_before <= now())
                      AND (SELECT count(*) FROM deployment WHERE state = 'building') < :concurrency
                      ORDER BY
                        (SELECT count(*) FROM deployment running
                         WHERE running.project_id = queued.project_id
                         AND running.state = 'building'),
                        sequence
                      LIMIT 1 FOR UPDATE SKIP LOCKED
                      """)
                  .bind("concurrency", concurrency)
                  .mapTo(String.class)
                  .findOne();
          return next.map(id -> begin(handle, DeploymentId.parse(id), startToken, lease));
        });
  }

  private static Claimed begin(
      Handle handle, DeploymentId deployment, OpaqueToken startToken, Duration lease) {
    Claimed claimed =
        handle
            .createQuery(
                """
                UPDATE deployment
                SET state = 'building', attempt = attempt + 1,
                  started_at = coalesce(started_at, now())
                WHERE id = :id RETURNING attempt, build_size, production
                """)
            .bind("id", deployment.value())
            .map(
                (row, context) ->
                    new Claimed(
                        new Owner.OfAttempt(deployment, row.getInt("attempt")),
                        BuildSize.ofWireName(row.getString("build_size")),
                        !row.getBoolean("production")))
            .one();
    handle
        .createUpdate(
            """
            INSERT INTO attempt (deployment_id, number, start_token_hash, lease_until)
            VALUES (:id, :attempt, :token, now() + make_interval(secs => :lease))
            """)
        .bind("id", deployment.value())
        .bind("attempt", claimed.attempt().number())
        .bind("token", startToken.hash())
        .bind("lease", lease.toMillis() / 1000.0)
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO phase (deployment_id, attempt, name, started_at)
            VALUES (:id, :attempt, 'provisioning', now())
            """)
        .bind("id", deployment.value())
        .bind("attempt", claimed.attempt().number())
        .execute();
    return claimed;
  }

  /**
   * Cancels a deployment that is not final.
   *
   * @return the build to stop, if one was running
   */
  public Optional<BuildLauncher.Handle> cancel(DeploymentId deployment) {
    return jdbi.inTransaction(
        handle -> {
          LaunchStore.lockAttempts(handle, deployment);
          handle.execute(
              """
              UPDATE deployment
              SET state = 'cancelled', cancel_reason = 'user', finished_at = now()
              WHERE id = ? AND state IN ('queued', 'building')
              """,
              deployment.value());
          return handle
              .createQuery(
                  """
                  UPDATE attempt SET ended_at = now()
                  FROM deployment
                  WHERE deployment.id = :id AND deployment.state = 'cancelled'
                  AND attempt.deployment_id = deployment.id AND attempt.ended_at IS NULL
                  RETURNING attempt.launch_handle
                  """)
              .bind("id", deployment.value())
              .mapTo(String.class)
              .list()
              .stream()
              .filter(Objects::nonNull)
              .map(BuildLauncher.Handle::new)
              .findFirst();
        });
  }
}
