package dev.fairlead.api.queue;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.site.DeploymentId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The queue and the attempts, in PostgreSQL. All times are the database's. Every change names the
 * state it leaves, so that whoever is late changes nothing.
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
  record Claimed(DeploymentId deployment, int attempt) {}

  /** An attempt that should be running somewhere. */
  record Running(DeploymentId deployment, int attempt, BuildLauncher.@Nullable Handle handle) {}

  /**
   * Takes the next deployment from the queue and begins an attempt, unless as many are building as
   * may. Projects with fewer running builds come first, then older deployments.
   *
   * @param lease how long the attempt may go without a heartbeat
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
                      WHERE state = 'queued'
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
    int attempt =
        handle
            .createQuery(
                """
                UPDATE deployment
                SET state = 'building', attempt = attempt + 1,
                  started_at = coalesce(started_at, now())
                WHERE id = :id RETURNING attempt
                """)
            .bind("id", deployment.value())
            .mapTo(Integer.class)
            .one();
    handle
        .createUpdate(
            """
            INSERT INTO attempt (deployment_id, number, start_token_hash, lease_until)
            VALUES (:id, :attempt, :token, now() + make_interval(secs => :lease))
            """)
        .bind("id", deployment.value())
        .bind("attempt", attempt)
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
        .bind("attempt", attempt)
        .execute();
    return new Claimed(deployment, attempt);
  }

  void launched(Claimed claimed, BuildLauncher.Handle launched) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE attempt SET launch_handle = ? WHERE deployment_id = ? AND number = ?",
                launched.value(),
                claimed.deployment().value(),
                claimed.attempt()));
  }

  /** Gives every running attempt a fresh lease: after the api was away, builds may not suffer. */
  void renewAllLeases(Duration lease) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE attempt SET lease_until = now() + make_interval(secs => :lease)
                    WHERE ended_at IS NULL
                    """)
                .bind("lease", lease.toMillis() / 1000.0)
                .execute());
  }

  List<Running> running() {
    return attempts("ended_at IS NULL");
  }

  /** Attempts that have not been heard of for longer than their lease. */
  List<Running> expired() {
    return attempts("ended_at IS NULL AND lease_until < now()");
  }

  private List<Running> attempts(String condition) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT deployment_id, number, launch_handle FROM attempt WHERE " + condition)
                .map(
                    (row, context) -> {
                      @Nullable String launched = row.getString("launch_handle");
                      return new Running(
                          DeploymentId.parse(row.getString("deployment_id")),
                          row.getInt("number"),
                          launched == null ? null : new BuildLauncher.Handle(launched));
                    })
                .list());
  }

  /**
   * Ends an attempt whose build is gone, and puts the deployment back into the queue, or ends it as
   * failed once it has been tried often enough.
   *
   * @return whether the attempt was still running
   */
  boolean lost(DeploymentId deployment, int attempt, int maxAttempts, Failure failure) {
    return jdbi.inTransaction(
        handle -> {
          lockAttempts(handle, deployment);
          int changed =
              attempt < maxAttempts
                  ? requeue(handle, deployment, attempt)
                  : fail(handle, deployment, attempt, failure);
          endAttempt(handle, deployment, attempt);
          return changed > 0;
        });
  }

  private static int requeue(Handle handle, DeploymentId deployment, int attempt) {
    return handle.execute(
        """
        UPDATE deployment SET state = 'queued'
        WHERE id = ? AND attempt = ? AND state = 'building'
        """,
        deployment.value(),
        attempt);
  }

  private static int fail(Handle handle, DeploymentId deployment, int attempt, Failure failure) {
    return handle
        .createUpdate(
            """
            UPDATE deployment
            SET state = 'failed', finished_at = now(), failure_code = :code,
              failure_message = :message, failure_log_line = :line
            WHERE id = :id AND attempt = :attempt AND state = 'building'
            """)
        .bind("code", failure.code().name())
        .bind("message", failure.message())
        .bind("line", failure.logLine())
        .bind("id", deployment.value())
        .bind("attempt", attempt)
        .execute();
  }

  /**
   * Cancels a deployment that is not final.
   *
   * @return the build to stop, if one was running
   */
  public Optional<BuildLauncher.Handle> cancel(DeploymentId deployment) {
    return jdbi.inTransaction(
        handle -> {
          lockAttempts(handle, deployment);
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

  /** Attempt before deployment, in the order in which builds lock them. */
  private static void lockAttempts(Handle handle, DeploymentId deployment) {
    handle
        .createQuery(
            "SELECT number FROM attempt WHERE deployment_id = ? AND ended_at IS NULL FOR UPDATE")
        .bind(0, deployment.value())
        .mapTo(Integer.class)
        .list();
  }

  private static void endAttempt(Handle handle, DeploymentId deployment, int attempt) {
    handle.execute(
        "UPDATE attempt SET ended_at = now() WHERE deployment_id = ? AND number = ? AND ended_at IS"
            + " NULL",
        deployment.value(),
        attempt);
  }
}
