package dev.fairlead.api.log;

import dev.fairlead.api.deployment.Deployment;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogCursor;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/**
 * Reads the log of a deployment's newest attempt from where it is: the database while the log is
 * written, the archive afterwards.
 */
@Singleton
final class LogReader {
  private static final int CHUNKS = 500;

  private final LogStore store;
  private final LogArchive archive;

  LogReader(LogStore store, LogArchive archive) {
    this.store = store;
    this.archive = archive;
  }

  /**
   * A part of a log.
   *
   * @param last whether no chunk that is there now follows
   */
  record Part(List<LogChunk> chunks, boolean last) {}

  /** The chunks that have lines after a position, in order; the first may begin before it. */
  Part after(Deployment deployment, LogCursor cursor) throws IOException {
    int attempt = deployment.attempt();
    LogCursor from = cursor.attempt() < attempt ? new LogCursor(attempt, 0) : cursor;
    if (!deployment.logArchived()) {
      List<LogChunk> stored = store.after(deployment.id(), from, CHUNKS);
      // Archiving takes all chunks away at once, perhaps since the deployment was read.
      if (!stored.isEmpty() || !store.isArchived(deployment.id())) {
        List<LogChunk> own = ofAttempt(stored, attempt);
        return new Part(own, own.size() < CHUNKS);
      }
    }
    List<LogChunk> archived = archive.load(deployment.project(), deployment.id());
    return new Part(
        ofAttempt(archived, attempt).stream()
            .filter(chunk -> chunk.end().compareTo(from) > 0)
            .toList(),
        true);
  }

  private static List<LogChunk> ofAttempt(List<LogChunk> chunks, int attempt) {
    return chunks.stream().filter(chunk -> chunk.attempt() == attempt).toList();
  }
}
