package dev.fairlead.api.queue;

import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.Loss;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.site.DeploymentId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The attempts that run, and the processes that run them. All times are the database's. */
@Singleton
public final class LaunchStore {
  private final Jdbi jdbi;

  LaunchStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * An attempt that should be running somewhere.
   *
   * @param handle null until its process is known
   * @param age since it was begun
   * @param known since its process was known, or since it was begun if that is not
   */
  record Running(
      DeploymentId deployment,
      int attempt,
      BuildLauncher.@Nullable Handle handle,
      Duration age,
      Duration known) {

    Owner.OfAttempt owner() {
      return new Owner.OfAttempt(deployment, attempt);
    }
  }

  /**
   * Remembers the process of an attempt that has none yet.
   *
   * @return false if the attempt has another, or is over
   */
  boolean launched(Owner.OfAttempt attempt, BuildLauncher.Handle launched) {
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    """
                    UPDATE attempt
                    SET launch_handle = ?, launched_at = coalesce(launched_at, now())
                    WHERE deployment_id = ? AND number = ? AND ended_at IS NULL
                    AND (launch_handle IS NULL OR launch_handle = ?)
                    """,
                    launched.value(),
                    attempt.deployment().value(),
                    attempt.number(),
                    launched.value()))
        > 0;
  }

  /** Gives every running attempt a fresh lease: after the api was away, builds may not suffer. */
  void renewAllLeases(Duration lease) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE attempt
                    SET lease_until = greatest(lease_until, now() + make_interval(secs => :lease))
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
                    """
                    SELECT deployment_id, number, launch_handle,
                      (extract(epoch FROM now() - started_at) * 1000)::bigint AS age,
                      (extract(epoch FROM now() - coalesce(launched_at, started_at)) * 1000)::bigint
                        AS known
                    FROM attempt WHERE %s
                    """
                        .formatted(condition))
                .map(
                    (row, context) -> {
                      @Nullable String launched = row.getString("launch_handle");
                      return new Running(
                          DeploymentId.parse(row.getString("deployment_id")),
                          row.getInt("number"),
                          launched == null ? null : new BuildLauncher.Handle(launched),
                          Duration.ofMillis(row.getLong("age")),
                          Duration.ofMillis(row.getLong("known")));
                    })
                .list());
  }

  /** Whether an attempt is over for a while, or has never been. */
  boolean isLongOver(Owner.OfAttempt attempt, Duration grace) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT NOT EXISTS (
                      SELECT FROM attempt WHERE deployment_id = :id AND number = :number
                      AND (ended_at IS NULL OR ended_at > now() - make_interval(secs => :grace)))
                    """)
                .bind("id", attempt.deployment().value())
                .bind("number", attempt.number())
                .bind("grace", grace.toMillis() / 1000.0)
                .mapTo(Boolean.class)
                .one());
  }

  /**
   * Ends an attempt whose build is gone, and puts the deployment back into the queue, or ends it as
   * failed if another attempt cannot help or it has been tried often enough.
   *
   * @return whether the attempt was still running
   */
  boolean lost(Owner.OfAttempt attempt, int maxAttempts, Loss loss) {
    return jdbi.inTransaction(
        handle -> {
          lockAttempts(handle, attempt.deployment());
          if (!end(handle, attempt)) {
            // Another api, or another look, was earlier: its loss counts once.
            return false;
          }
          Loss.Tries tries = tries(handle, attempt, loss);
          Optional<Duration> pause = loss.pauseAfter(tries, maxAttempts);
          int changed =
              pause.isPresent()
                  ? requeue(handle, attempt, tries, pause.get())
                  : fail(handle, attempt, loss.failureAfter(tries));
          return changed > 0;
        });
  }

  /** Whether the attempt had not ended before. */
  private static boolean end(Handle handle, Owner.OfAttempt attempt) {
    return handle.execute(
            """
            UPDATE attempt SET ended_at = now()
            WHERE deployment_id = ? AND number = ? AND ended_at IS NULL
            """,
            attempt.deployment().value(),
            attempt.number())
        > 0;
  }

  /** The tries of a deployment so far, with the one that is lost now. */
  private static Loss.Tries tries(Handle handle, Owner.OfAttempt attempt, Loss loss) {
    int losses =
        handle
            .createQuery("SELECT losses FROM deployment WHERE id = ?")
            .bind(0, attempt.deployment().value())
            .mapTo(Integer.class)
            .one();
    return new Loss.Tries(attempt.number(), loss.retry() == Loss.Retry.NOW ? losses + 1 : losses);
  }

  private static int requeue(
      Handle handle, Owner.OfAttempt attempt, Loss.Tries tries, Duration pause) {
    return handle
        .createUpdate(
            """
            UPDATE deployment
            SET state = 'queued', losses = :losses,
              not_before = now() + make_interval(secs => :pause)
            WHERE id = :id AND attempt = :attempt AND state = 'building'
            """)
        .bind("losses", tries.losses())
        .bind("pause", pause.toMillis() / 1000.0)
        .bind("id", attempt.deployment().value())
        .bind("attempt", attempt.number())
        .execute();
  }

  private static int fail(Handle handle, Owner.OfAttempt attempt, Failure failure) {
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
        .bind("id", attempt.deployment().value())
        .bind("attempt", attempt.number())
        .execute();
  }

  /** Attempt before deployment, in the order in which builds lock them. */
  static void lockAttempts(Handle handle, DeploymentId deployment) {
    handle
        .createQuery(
            "SELECT number FROM attempt WHERE deployment_id = ? AND ended_at IS NULL FOR UPDATE")
        .bind(0, deployment.value())
        .mapTo(Integer.class)
        .list();
  }
}
