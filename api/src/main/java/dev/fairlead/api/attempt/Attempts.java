package dev.fairlead.api.attempt;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The fence: a build's token is good as long as its attempt is the newest of its deployment, has
 * not ended, and the deployment is building. Whoever changes something for a build asks here first,
 * in the same transaction.
 */
@Singleton
public final class Attempts {
  private final Jdbi jdbi;

  Attempts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The attempt that a token speaks for.
   *
   * @throws ProblemException {@code ATTEMPT_OVER} if it has ended or never was
   */
  public Attempt authenticate(String attemptToken) {
    return jdbi.inTransaction(handle -> require(handle, attemptToken));
  }

  /**
   * The attempt that a token speaks for, locked until the transaction ends. With the first message
   * of a build its exchange of tokens is over: nobody can repeat it any more.
   *
   * @throws ProblemException {@code ATTEMPT_OVER} if it has ended or never was
   */
  public static Attempt require(Handle handle, String attemptToken) {
    Held held =
        held(handle, attemptToken)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.ATTEMPT_OVER,
                        "This attempt has ended; the build must end itself."));
    if (held.exchangeable()) {
      handle.execute(
          "UPDATE attempt SET start_token_hash = NULL WHERE deployment_id = ? AND number = ?",
          held.attempt().deployment().value(),
          held.attempt().number());
    }
    return held.attempt();
  }

  /**
   * As {@link #require}, but empty where the attempt is over, and for whoever exchanges tokens: it
   * is no message of the build.
   */
  public static Optional<Attempt> find(Handle handle, String attemptToken) {
    return held(handle, attemptToken).map(Held::attempt);
  }

  /**
   * A locked attempt.
   *
   * @param exchangeable whether its one-time token can still be exchanged
   */
  private record Held(Attempt attempt, boolean exchangeable) {}

  private static Optional<Held> held(Handle handle, String attemptToken) {
    return handle
        .createQuery(
            """
            SELECT deployment.id, deployment.project_id, deployment.production, attempt.number,
              attempt.start_token_hash IS NOT NULL AS exchangeable
            FROM attempt
            JOIN deployment ON deployment.id = attempt.deployment_id
              AND deployment.attempt = attempt.number
            WHERE attempt.attempt_token_hash = ? AND attempt.ended_at IS NULL
              AND deployment.state = 'building'
            FOR UPDATE OF attempt
            """)
        .bind(0, OpaqueToken.hashOf(attemptToken))
        .map(
            (row, context) ->
                new Held(
                    new Attempt(
                        DeploymentId.parse(row.getString("id")),
                        ProjectId.parse(row.getString("project_id")),
                        row.getInt("number"),
                        row.getBoolean("production")),
                    row.getBoolean("exchangeable")))
        .findOne();
  }

  /** Ends an attempt within the transaction that ends its deployment. */
  public static void end(Handle handle, Attempt attempt) {
    handle.execute(
        "UPDATE attempt SET ended_at = now() WHERE deployment_id = ? AND number = ?",
        attempt.deployment().value(),
        attempt.number());
  }
}
