package dev.fairlead.api.log;

import dev.fairlead.api.BuildsConfig;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.schedule.PeriodicTask;
import dev.fairlead.build.protocol.BuildLog;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.site.DeploymentId;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the log of each build from its first line to the archive. */
@Singleton
public final class LogKeeper implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger log = LoggerFactory.getLogger(LogKeeper.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** JSON takes more room than the text it carries. */
  private static final int STORED_PER_LOGGED_BYTE = 4;

  private final LogStore store;
  private final LogArchive archive;
  private final BuildLog viewers;
  private final long maxBytes;
  private final Map<DeploymentId, LogRelay> relays = new ConcurrentHashMap<>();
  private volatile @Nullable PeriodicTask task;

  LogKeeper(LogStore store, LogArchive archive, BuildLog viewers, BuildsConfig config) {
    this.store = store;
    this.archive = archive;
    this.viewers = viewers;
    this.maxBytes = config.limits().logBytes() * STORED_PER_LOGGED_BYTE;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    task = PeriodicTask.start("log-keeper", INTERVAL, this::round);
  }

  @PreDestroy
  void close() {
    PeriodicTask running = task;
    if (running != null) {
      running.close();
    }
  }

  /**
   * Stores a chunk and shows it to the viewers. Repeats change nothing.
   *
   * @throws ProblemException as {@link LogStore#append}
   */
  public void append(String attemptToken, LogChunk chunk) {
    store
        .append(attemptToken, chunk, maxBytes)
        .ifPresent(appended -> relayOf(appended.deployment()).offer(appended.chunk()));
  }

  /** Ends the logs of deployments that have just become final, in the background. */
  public void finishSoon() {
    PeriodicTask running = task;
    if (running != null) {
      running.wake();
    }
  }

  private void round() {
    relays.values().forEach(LogRelay::resume);
    for (LogStore.Finished finished : store.finished()) {
      try {
        finish(finished);
      } catch (IOException e) {
        log.atWarn()
            .addKeyValue("deployment", finished.deployment())
            .addKeyValue("cause", e.getMessage())
            .log("log not archived yet");
      }
    }
  }

  /** The end is told to the viewers first, unless they cannot be reached for a long time. */
  private void finish(LogStore.Finished finished) throws IOException {
    try {
      relayOf(finished.deployment()).end(finished.state());
    } catch (IOException e) {
      if (!finished.longAgo()) {
        return;
      }
      log.atWarn()
          .addKeyValue("deployment", finished.deployment())
          .log("log archived without telling its viewers");
    }
    archive.save(finished.project(), finished.deployment());
    store.archived(finished.deployment());
    relays.remove(finished.deployment());
  }

  private LogRelay relayOf(DeploymentId deployment) {
    return relays.computeIfAbsent(deployment, id -> new LogRelay(id, store, viewers));
  }
}
