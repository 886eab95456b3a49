package dev.fairlead.api.log;

import dev.fairlead.api.attempt.Attempt;
import dev.fairlead.api.attempt.Attempts;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogCursor;
import dev.fairlead.build.protocol.LogLine;
import dev.fairlead.build.protocol.LogMessage;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.WireFormat;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The logs of running builds, durable before anyone sees them. */
@Singleton
final class LogStore {
  private final Jdbi jdbi;

  LogStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What has been stored of a chunk. */
  record Appended(DeploymentId deployment, LogChunk chunk) {}

  /** A deployment that is final and whose log is still here. */
  record Finished(DeploymentId deployment, ProjectId project, String state, boolean longAgo) {}

  /**
   * Stores the lines of a chunk that are new.
   *
   * @param maxBytes most bytes an attempt may log
   * @return empty if none was new
   * @throws ProblemException {@code ATTEMPT_OVER}, {@code REQUEST_INVALID} if lines are left out,
   *     {@code TOO_LARGE}
   */
  Optional<Appended> append(String attemptToken, LogChunk chunk, long maxBytes) {
    return jdbi.inTransaction(
        handle -> {
          Attempt attempt = Attempts.require(handle, attemptToken);
          long last = lastLine(handle, attempt);
          List<LogLine> fresh =
              chunk.lines().stream().filter(line -> line.number() > last).toList();
          if (chunk.attempt() != attempt.number() || fresh.isEmpty()) {
            return Optional.<Appended>empty();
          }
          if (fresh.getFirst().number() != last + 1) {
            throw new ProblemException(
                ErrorCode.REQUEST_INVALID,
                "line %d follows line %d".formatted(fresh.getFirst().number(), last));
          }
          LogChunk stored = new LogChunk(attempt.number(), fresh);
          insert(handle, attempt, stored, maxBytes);
          return Optional.of(new Appended(attempt.deployment(), stored));
        });
  }

  private static void insert(Handle handle, Attempt attempt, LogChunk chunk, long maxBytes) {
    String body = WireFormat.writeText(chunk);
    int within =
        handle
            .createUpdate(
                """
                UPDATE attempt SET last_line = :last, log_bytes = log_bytes + :bytes
                WHERE deployment_id = :id AND number = :attempt AND log_bytes + :bytes <= :max
                """)
            .bind("last", chunk.end().line())
            .bind("bytes", body.length())
            .bind("max", maxBytes)
            .bind("id", attempt.deployment().value())
            .bind("attempt", attempt.number())
            .execute();
    if (within == 0) {
      throw new ProblemException(
          ErrorCode.TOO_LARGE, "The log has more than %d bytes.".formatted(maxBytes));
    }
    handle.execute(
        """
        INSERT INTO log_chunk (deployment_id, attempt, first_line, last_line, body)
        VALUES (?, ?, ?, ?, ?)
        """,
        attempt.deployment().value(),
        attempt.number(),
        chunk.lines().getFirst().number(),
        chunk.end().line(),
        body);
  }

  /** Chunks with lines after a position, in order; at most {@code limit}. */
  List<LogChunk> after(DeploymentId deployment, LogCursor cursor, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT body FROM log_chunk
                    WHERE deployment_id = :id
                    AND (attempt > :attempt OR (attempt = :attempt AND last_line > :line))
                    ORDER BY attempt, first_line LIMIT :limit
                    """)
                .bind("id", deployment.value())
                .bind("attempt", cursor.attempt())
                .bind("line", cursor.line())
                .bind("limit", limit)
                .map((row, context) -> chunk(row.getString(1)))
                .list());
  }

  /** Deployments whose logs can be archived, at most 50. */
  List<Finished> finished() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, project_id, state, finished_at < now() - interval '5 minutes'
                    FROM deployment
                    WHERE NOT log_archived AND state NOT IN ('queued', 'building')
                    ORDER BY sequence LIMIT 50
                    """)
                .map(
                    (row, context) ->
                        new Finished(
                            DeploymentId.parse(row.getString(1)),
                            ProjectId.parse(row.getString(2)),
                            row.getString(3),
                            row.getBoolean(4)))
                .list());
  }

  boolean isArchived(DeploymentId deployment) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT log_archived FROM deployment WHERE id = ?")
                .bind(0, deployment.value())
                .mapTo(Boolean.class)
                .one());
  }

  void archived(DeploymentId deployment) {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "UPDATE deployment SET log_archived = true WHERE id = ?", deployment.value());
          handle.execute("DELETE FROM log_chunk WHERE deployment_id = ?", deployment.value());
        });
  }

  private static long lastLine(Handle handle, Attempt attempt) {
    return handle
        .createQuery("SELECT last_line FROM attempt WHERE deployment_id = ? AND number = ?")
        .bind(0, attempt.deployment().value())
        .bind(1, attempt.number())
        .mapTo(Long.class)
        .one();
  }

  private static LogChunk chunk(@Nullable String json) {
    try {
      return (LogChunk) LogMessage.parse(String.valueOf(json).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
