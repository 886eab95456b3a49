package dev.fairlead.api.warm;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.launch.BuildLauncher;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The warm tasks, in PostgreSQL, so that any number of apis share a pool and none is lost with one.
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
   * @param age since it was ordered
   * @param silence since it has asked for a build last, or was ordered
   */
  record Row(
      String id,
      BuildLauncher.@Nullable Handle handle,
      boolean given,
      boolean over,
      Duration age,
      Duration silence) {}

  /**
   * Makes room for one more idle task; for a few more than wanted while there are old ones, so that
   * those can leave when their successors wait.
   *
   * @param oldest age from which a task is to be replaced
   * @param surge how many more
   * @return false if there are enough
   */
  boolean add(String id, OpaqueToken token, int wanted, Duration oldest, int surge) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("SELECT pg_advisory_xact_lock(?)", POOL_LOCK);
          int added =
              handle
                  .createUpdate(
                      """
                      INSERT INTO warm_task (id, token_hash)
                      SELECT :id, :token FROM (
                        SELECT count(*) AS tasks,
                          count(*) FILTER (
                            WHERE created_at < now() - make_interval(secs => :oldest)) AS old
                        FROM warm_task WHERE ended_at IS NULL AND deployment_id IS NULL) idle
                      WHERE tasks < :wanted + least(old, :surge)
                      """)
                  .bind("id", id)
                  .bind("token", token.hash())
                  .bind("oldest", oldest.toSeconds())
                  .bind("wanted", wanted)
                  .bind("surge", surge)
                  .execute();
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
                      (extract(epoch FROM now() - warm_task.created_at) * 1000)::bigint AS age,
                      (extract(epoch FROM now() - coalesce(warm_task.asked_at,
                        warm_task.created_at)) * 1000)::bigint AS silence
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
        Duration.ofMillis(row.getLong("age")),
        Duration.ofMillis(row.getLong("silence")));
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
