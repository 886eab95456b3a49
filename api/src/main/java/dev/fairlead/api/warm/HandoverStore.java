package dev.fairlead.api.warm;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.build.protocol.ClaimRequest;
import dev.fairlead.site.DeploymentId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Which build a warm task is given, in PostgreSQL; it never gets another. */
@Singleton
final class HandoverStore {
  private final Jdbi jdbi;

  HandoverStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What a warm task is told. */
  sealed interface Answer {
    /** To claim this build. */
    record Given(ClaimRequest claim) implements Answer {}

    /** To ask again. */
    record Wait() implements Answer {}

    /** To end itself. */
    record Over() implements Answer {}
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
}
