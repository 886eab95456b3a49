package dev.fairlead.api.build;

import dev.fairlead.api.attempt.Attempt;
import dev.fairlead.api.attempt.Attempts;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.rules.RuleProblemStore;
import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.Phase;
import dev.fairlead.build.protocol.UploadSummary;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.WireFormat;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What a running build may read and change: its own attempt and, through it, its deployment. */
@Singleton
public final class BuildStore {
  private final Jdbi jdbi;
  private final InstantSource clock;

  BuildStore(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Exchanges a one-time token for an attempt token. Whoever did not get the answer may ask again,
   * within the first lease: until the build has sent its first message, each exchange ends the
   * token of the one before it. So of all who hold a token one can act.
   *
   * @param lease how long the build may be silent from the first exchange on
   * @return empty if the token is unknown, its build has begun, or its attempt is over
   */
  Optional<Attempt> claim(
      DeploymentId deployment, String startToken, OpaqueToken attemptToken, Duration lease) {
    return jdbi.inTransaction(
        handle -> {
          int claimed =
              handle.execute(
                  """
                  UPDATE attempt SET attempt_token_hash = ?,
                    lease_until = CASE WHEN attempt_token_hash IS NULL
                      THEN now() + make_interval(secs => ?) ELSE lease_until END
                  WHERE deployment_id = ? AND start_token_hash = ? AND ended_at IS NULL
                  AND (attempt_token_hash IS NULL OR lease_until > now())
                  """,
                  attemptToken.hash(),
                  lease.toMillis() / 1000.0,
                  deployment.value(),
                  OpaqueToken.hashOf(startToken));
          if (claimed == 0) {
            return Optional.<Attempt>empty();
          }
          Optional<Attempt> attempt = Attempts.find(handle, attemptToken.text());
          attempt.ifPresent(
              found -> finishPhase(handle, found, Phase.PROVISIONING, clock.instant()));
          return attempt;
        });
  }

  /**
   * Renews the lease of an attempt.
   *
   * @throws ProblemException {@code ATTEMPT_OVER} if it has ended or never was
   */
  void heartbeat(String attemptToken, Duration lease) {
    jdbi.useTransaction(
        handle -> {
          Attempt attempt = Attempts.require(handle, attemptToken);
          handle
              .createUpdate(
                  """
                  UPDATE attempt SET lease_until = now() + make_interval(secs => :lease)
                  WHERE deployment_id = :id AND number = :attempt
                  """)
              .bind("lease", lease.toMillis() / 1000.0)
              .bind("id", attempt.deployment().value())
              .bind("attempt", attempt.number())
              .execute();
        });
  }

  /**
   * Applies the events that are new.
   *
   * @return whether the deployment has ended with them
   * @throws ProblemException {@code ATTEMPT_OVER} if the attempt has ended or never was
   */
  boolean apply(String attemptToken, List<BuildEvent> events) {
    return jdbi.inTransaction(
        handle -> {
          Attempt attempt = Attempts.require(handle, attemptToken);
          long last = lastEvent(handle, attempt);
          boolean ended = false;
          for (BuildEvent event : events) {
            if (event.number() <= last) {
              continue;
            }
            if (event.number() != last + 1) {
              throw new ProblemException(
                  ErrorCode.REQUEST_INVALID,
                  "event %d follows event %d".formatted(event.number(), last));
            }
            ended |= apply(handle, attempt, event);
            last = event.number();
          }
          handle.execute(
              "UPDATE attempt SET last_event = ? WHERE deployment_id = ? AND number = ?",
              last,
              attempt.deployment().value(),
              attempt.number());
          return ended;
        });
  }

  private static boolean apply(Handle handle, Attempt attempt, BuildEvent event) {
    switch (event) {
      case BuildEvent.PhaseStarted started -> startPhase(handle, attempt, started);
      case BuildEvent.PhaseFinished finished ->
          finishPhase(handle, attempt, finished.phase(), finished.at());
      case BuildEvent.CommitResolved resolved -> commit(handle, attempt, resolved.commit());
      case BuildEvent.Planned planned ->
          handle.execute(
              "UPDATE deployment SET plan = ? WHERE id = ?",
              WireFormat.writeText(planned.plan()),
              attempt.deployment().value());
      case BuildEvent.Uploaded uploaded -> upload(handle, attempt, uploaded.summary());
      case BuildEvent.Failed failed -> {
        if (fail(handle, attempt, failed.failure())) {
          RuleProblemStore.keep(handle, attempt.deployment(), failed.ruleProblems());
        }
        return true;
      }
    }
    return false;
  }

  private static void startPhase(Handle handle, Attempt attempt, BuildEvent.PhaseStarted started) {
    handle.execute(
        """
        INSERT INTO phase (deployment_id, attempt, name, started_at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        attempt.deployment().value(),
        attempt.number(),
        nameOf(started.phase()),
        Timestamp.from(started.at()));
  }

  private static void finishPhase(Handle handle, Attempt attempt, Phase phase, Instant at) {
    handle.execute(
        """
        UPDATE phase SET finished_at = greatest(started_at, ?)
        WHERE deployment_id = ? AND attempt = ? AND name = ? AND finished_at IS NULL
        """,
        Timestamp.from(at),
        attempt.deployment().value(),
        attempt.number(),
        nameOf(phase));
  }

  private static void commit(Handle handle, Attempt attempt, Commit commit) {
    handle.execute(
        """
        UPDATE deployment
        SET commit_sha = ?, commit_branch = ?, commit_message = ?, commit_author = ?
        WHERE id = ?
        """,
        commit.sha(),
        commit.branch(),
        commit.message(),
        commit.author(),
        attempt.deployment().value());
    if (attempt.production() && commit.branch() != null) {
      handle.execute(
          "UPDATE project SET production_branch = coalesce(production_branch, ?) WHERE id = ?",
          commit.branch(),
          attempt.project().value());
    }
  }

  private static void upload(Handle handle, Attempt attempt, UploadSummary summary) {
    handle.execute(
        """
        UPDATE deployment SET files = ?, bytes = ?, uploaded_blobs = ?, uploaded_bytes = ?
        WHERE id = ?
        """,
        summary.files(),
        summary.bytes(),
        summary.uploadedBlobs(),
        summary.uploadedBytes(),
        attempt.deployment().value());
  }

  /** Fails the deployment and ends the attempt; false if the deployment was no longer building. */
  private static boolean fail(Handle handle, Attempt attempt, Failure failure) {
    int failed =
        handle
            .createUpdate(
                """
                UPDATE deployment
                SET state = 'failed', finished_at = now(), failure_code = :code,
                  failure_message = :message, failure_log_line = :line
                WHERE id = :id AND state = 'building'
                """)
            .bind("code", failure.code().name())
            .bind("message", failure.message())
            .bind("line", failure.logLine())
            .bind("id", attempt.deployment().value())
            .execute();
    Attempts.end(handle, attempt);
    return failed > 0;
  }

  private static long lastEvent(Handle handle, Attempt attempt) {
    return handle
        .createQuery("SELECT last_event FROM attempt WHERE deployment_id = ? AND number = ?")
        .bind(0, attempt.deployment().value())
        .bind(1, attempt.number())
        .mapTo(Long.class)
        .one();
  }

  private static String nameOf(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}
