package dev.fairlead.api.log;

import dev.fairlead.build.protocol.BuildLog;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogCursor;
import dev.fairlead.build.protocol.LogEnd;
import dev.fairlead.site.DeploymentId;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the stored log of one deployment to its viewers, in order and without a gap. When the live
 * log cannot be reached it falls behind, and later catches up from the store; after a restart of
 * the api it begins anew, since viewers drop what they have seen.
 */
final class LogRelay {
  private static final Logger log = LoggerFactory.getLogger(LogRelay.class);
  private static final int CHUNKS_AT_A_TIME = 100;

  private final DeploymentId deployment;
  private final LogStore store;
  private final BuildLog viewers;
  private LogCursor sent = LogCursor.START;
  private boolean behind;
  private boolean ended;

  LogRelay(DeploymentId deployment, LogStore store, BuildLog viewers) {
    this.deployment = deployment;
    this.store = store;
    this.viewers = viewers;
  }

  /** Relays a chunk that has just been stored; does nothing while behind. */
  synchronized void offer(LogChunk chunk) {
    if (behind) {
      return;
    }
    try {
      if (follows(chunk)) {
        viewers.append(deployment, chunk);
        sent = chunk.end();
        return;
      }
      catchUp();
    } catch (IOException e) {
      behind = true;
      log.atWarn()
          .addKeyValue("deployment", deployment)
          .addKeyValue("cause", e.getMessage())
          .log("live log unreachable, will catch up");
    }
  }

  /** Tries to catch up if behind. */
  synchronized void resume() {
    if (!behind) {
      return;
    }
    try {
      catchUp();
    } catch (IOException e) {
      log.atDebug().addKeyValue("deployment", deployment).log("live log still unreachable");
    }
  }

  /**
   * Relays what is left and then the end.
   *
   * @throws IOException if the live log cannot be reached
   */
  synchronized void end(String state) throws IOException {
    if (ended) {
      return;
    }
    catchUp();
    viewers.append(deployment, new LogEnd(state));
    ended = true;
  }

  private void catchUp() throws IOException {
    List<LogChunk> chunks;
    do {
      chunks = store.after(deployment, sent, CHUNKS_AT_A_TIME);
      for (LogChunk chunk : chunks) {
        viewers.append(deployment, chunk);
        sent = chunk.end();
      }
    } while (chunks.size() == CHUNKS_AT_A_TIME);
    behind = false;
  }

  private boolean follows(LogChunk chunk) {
    long first = chunk.lines().getFirst().number();
    return chunk.attempt() == sent.attempt()
        ? first == sent.line() + 1
        : chunk.attempt() > sent.attempt() && first == 1;
  }
}
