package dev.fairlead.api.inspection;

import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.build.protocol.BuildPlan;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.WireFormat;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Inspections and their tokens; kept for an hour. */
@Singleton
final class InspectionStore {
  private static final Failure TOO_SLOW =
      new Failure(
          FailureCode.TIMED_OUT,
          "Looking at the repository took too long; you can still deploy it.",
          null);

  private final Jdbi jdbi;

  InspectionStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What a build needs to know of an inspection. */
  record Wanted(RepositoryUrl url, @Nullable String branch, @Nullable String rootDirectory) {}

  /**
   * Stores a new inspection, unless as many are running as may.
   *
   * @throws ProblemException {@code TOO_MANY}
   */
  void create(
      TeamScope scope,
      String id,
      Wanted wanted,
      OpaqueToken startToken,
      Duration patience,
      int concurrency) {
    int created =
        jdbi.inTransaction(
            handle -> {
              handle.execute("DELETE FROM inspection WHERE created_at < now() - interval '1 hour'");
              return handle
                  .createUpdate(
                      """
                      INSERT INTO inspection
                        (id, team_id, repository_url, branch, root_directory, start_token_hash,
                         expires_at)
                      SELECT :id, :team, :url, :branch, :root, :token,
                        now() + make_interval(secs => :patience)
                      WHERE (SELECT count(*) FROM inspection
                        WHERE plan IS NULL AND failure_code IS NULL AND expires_at > now())
                        < :concurrency
                      """)
                  .bind("id", id)
                  .bind("team", scope.teamId())
                  .bind("url", wanted.url().value())
                  .bind("branch", wanted.branch())
                  .bind("root", wanted.rootDirectory())
                  .bind("token", startToken.hash())
                  .bind("patience", patience.toSeconds())
                  .bind("concurrency", concurrency)
                  .execute();
            });
    if (created == 0) {
      throw new ProblemException(
          ErrorCode.TOO_MANY, "Other repositories are being looked at; try again in a moment.");
    }
  }

  Optional<Inspection> find(TeamScope scope, String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT *, expires_at < now() AS expired FROM inspection
                    WHERE team_id = ? AND id = ?
                    """)
                .bind(0, scope.teamId())
                .bind(1, id)
                .map(InspectionStore::inspection)
                .findOne());
  }

  /**
   * Exchanges tokens, as for a build: again and again until the first message.
   *
   * @param patience how long the look may take from the first exchange on
   */
  Optional<Wanted> claim(String id, String startToken, OpaqueToken token, Duration patience) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE inspection SET token_hash = :token,
                      expires_at = CASE WHEN token_hash IS NULL
                        THEN now() + make_interval(secs => :patience) ELSE expires_at END
                    WHERE id = :id AND start_token_hash = :start AND expires_at > now()
                    RETURNING repository_url, branch, root_directory
                    """)
                .bind("token", token.hash())
                .bind("patience", patience.toSeconds())
                .bind("id", id)
                .bind("start", OpaqueToken.hashOf(startToken))
                .map(
                    (row, context) ->
                        new Wanted(
                            RepositoryUrl.parse(row.getString(1)),
                            row.getString(2),
                            row.getString(3)))
                .findOne());
  }

  /**
   * Makes sure that somebody still waits for an inspection.
   *
   * @throws ProblemException {@code ATTEMPT_OVER}
   */
  void requireRunning(String token) {
    boolean running =
        jdbi.withHandle(
                handle ->
                    handle.execute(
                        """
                        UPDATE inspection SET start_token_hash = NULL
                        WHERE token_hash = ? AND expires_at > now()
                        AND plan IS NULL AND failure_code IS NULL
                        """,
                        OpaqueToken.hashOf(token)))
            > 0;
    if (!running) {
      throw new ProblemException(ErrorCode.ATTEMPT_OVER, "The inspection has ended.");
    }
  }

  void done(String token, BuildPlan plan) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                UPDATE inspection SET plan = ?
                WHERE token_hash = ? AND plan IS NULL AND failure_code IS NULL
                """,
                WireFormat.writeText(plan),
                OpaqueToken.hashOf(token)));
  }

  void failed(String token, Failure failure) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                UPDATE inspection SET failure_code = ?, failure_message = ?
                WHERE token_hash = ? AND plan IS NULL AND failure_code IS NULL
                """,
                failure.code().name(),
                failure.message(),
                OpaqueToken.hashOf(token)));
  }

  private static Inspection inspection(ResultSet row, StatementContext context)
      throws SQLException {
    String id = row.getString("id");
    @Nullable String plan = row.getString("plan");
    @Nullable String code = row.getString("failure_code");
    if (plan != null) {
      return Inspection.done(id, plan(plan));
    }
    if (code != null) {
      return Inspection.failed(
          id, new Failure(FailureCode.valueOf(code), row.getString("failure_message"), null));
    }
    return row.getBoolean("expired") ? Inspection.failed(id, TOO_SLOW) : Inspection.running(id);
  }

  private static BuildPlan plan(String json) throws SQLException {
    try {
      return WireFormat.parse("build plan", json.getBytes(StandardCharsets.UTF_8), BuildPlan.class);
    } catch (InvalidDocumentException e) {
      throw new SQLException("column plan holds no build plan", e);
    }
  }
}
