package dev.fairlead.api.warm;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.build.protocol.ClaimRequest;
import dev.fairlead.site.DeploymentId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The warm tasks, in PostgreSQL, so that any number of apis share a pool and none is lost with one.
 * A task that has been given a build never gets another.
 */
@Singleton
final class WarmTaskStore {
  /** Serialises the count of idle tasks. */
  private static final long POOL_LOCK = 0x666c_7761_726dL;

  private final Jdbi jdbi;

  WarmTaskStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A warm task whose row is open.
   *
   * @param given whether it has its build
   * @param over whether that build has ended
   */
  record Row(
      String id,
      BuildLauncher.@Nullable Handle handle,
      boolean given,
      boolean over,
      Duration age) {}

  /** What a warm task is told. */
  sealed interface Answer {
    /** To claim this build. */
    record Given(ClaimRequest claim) implements Answer {}

    /** To ask again. */
    record Wait() implements Answer {}

    /** To end itself. */
    record Over() implements Answer {}
  }

  /**
   * Makes room for one more idle task.
   *
   * @return false if there are as many as wanted
   */
  boolean add(String id, OpaqueToken token, int wanted) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("SELECT pg_advisory_xact_lock(?)", POOL_LOCK);
          int added =
              handle.execute(
                  """
                  INSERT INTO warm_task (id, token_hash)
                  SELECT ?, ? WHERE (
                    SELECT count(*) FROM warm_task
                    WHERE ended_at IS NULL AND deployment_id IS NULL) < ?
                  """,
                  id,
                  token.hash(),
                  wanted);
          return added > 0;
        });
  }

  void launched(String id, BuildLauncher.Handle launched) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE warm_task SET launch_handle = ? WHERE id = ? AND launch_handle IS NULL",
                launched.value(),
                id));
  }

  /**
   * Ends an idle task, so that it gets no build any more.
   *
   * @return false if it has one, or has ended before
   */
  boolean retire(String id) {
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    """
                    UPDATE warm_task SET ended_at = now()
                    WHERE id = ? AND ended_at IS NULL AND deployment_id IS NULL
                    """,
                    id))
        > 0;
  }

  /** Gives an attempt to a task that has asked within the given time; its process is the task's. */
  boolean give(Owner.OfAttempt attempt, Duration fresh, Duration lease) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id FROM warm_task
                    WHERE ended_at IS NULL AND deployment_id IS NULL AND launch_handle IS NOT NULL
                    AND asked_at > now() - make_interval(secs => :fresh)
                    ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED
                    """)
                .bind("fresh", fresh.toMillis() / 1000.0)
                .mapTo(String.class)
                .findOne()
                .filter(id -> give(handle, id, attempt, lease))
                .isPresent());
  }

  private static boolean give(Handle handle, String id, Owner.OfAttempt attempt, Duration lease) {
    int taken =
        handle
            .createUpdate(
                """
                UPDATE attempt
                SET launch_handle = (SELECT launch_handle FROM warm_task WHERE id = :id),
                  lease_until = now() + make_interval(secs => :lease)
                WHERE deployment_id = :deployment AND number = :number AND ended_at IS NULL
                """)
            .bind("id", id)
            .bind("lease", lease.toMillis() / 1000.0)
            .bind("deployment", attempt.deployment().value())
            .bind("number", attempt.number())
            .execute();
    if (taken == 0) {
      return false;
    }
    handle.execute(
        "UPDATE warm_task SET deployment_id = ?, attempt = ? WHERE id = ?",
        attempt.deployment().value(),
        attempt.number(),
        id);
    return true;
  }

  /** Answers a task. Its build's one-time token is made anew for each answer, until it is used. */
  Answer ask(String token) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE warm_task SET asked_at = now()
                    WHERE token_hash = ? AND ended_at IS NULL RETURNING deployment_id, attempt
                    """)
                .bind(0, OpaqueToken.hashOf(token))
                .map((row, context) -> answer(handle, row))
                .findOne()
                .orElseGet(Answer.Over::new));
  }

  private static Answer answer(Handle handle, ResultSet row) throws SQLException {
    @Nullable String deployment = row.getString("deployment_id");
    if (deployment == null) {
      return new Answer.Wait();
    }
    OpaqueToken start = OpaqueToken.random(OpaqueToken.Kind.BUILD_START);
    int renewed =
        handle.execute(
            """
            UPDATE attempt SET start_token_hash = ?
            WHERE deployment_id = ? AND number = ? AND ended_at IS NULL
            AND attempt_token_hash IS NULL
            """,
            start.hash(),
            deployment,
            row.getInt("attempt"));
    return renewed == 0
        ? new Answer.Over()
        : new Answer.Given(new ClaimRequest(DeploymentId.parse(deployment), start.text()));
  }

  /** All tasks that have not ended. */
  List<Row> open() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT warm_task.id, warm_task.launch_handle,
                      warm_task.deployment_id IS NOT NULL AS given,
                      attempt.ended_at < now() - interval '60 seconds' AS over,
                      (extract(epoch FROM now() - warm_task.created_at) * 1000)::bigint AS age
                    FROM warm_task LEFT JOIN attempt
                      ON attempt.deployment_id = warm_task.deployment_id
                      AND attempt.number = warm_task.attempt
                    WHERE warm_task.ended_at IS NULL ORDER BY warm_task.created_at
                    """)
                .map((row, context) -> row(row))
                .list());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("id"),
        Optional.ofNullable(row.getString("launch_handle"))
            .map(BuildLauncher.Handle::new)
            .orElse(null),
        row.getBoolean("given"),
        row.getBoolean("over"),
        Duration.ofMillis(row.getLong("age")));
  }

  /** Ends a task whose build is over, and forgets what has ended a day ago. */
  void finish(String id) {
    jdbi.useHandle(
        handle -> {
          handle.execute("UPDATE warm_task SET ended_at = now() WHERE id = ?", id);
          handle.execute("DELETE FROM warm_task WHERE ended_at < now() - interval '1 day'");
        });
  }
}
