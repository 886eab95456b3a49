package dev.fairlead.api.queue;

import dev.fairlead.api.BuildsConfig;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.BuildLauncher.Handle;
import dev.fairlead.api.launch.Loss;
import dev.fairlead.api.launch.Observation;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.build.protocol.FailureCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds builds that are gone: those that are silent for longer than their lease, and those whose
 * process has ended. What the launcher says when asked is the truth; that it calls makes it faster.
 */
@Singleton
final class Reconciler {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final LaunchStore store;
  private final BuildLauncher launcher;
  private final BuildsConfig config;

  /** Most builds that are looked at before their time; the others wait for the look at all. */
  private static final int MOST_HINTS = 1000;

  /** What may have ended; emptied by each round. */
  private final Set<Handle> hints = ConcurrentHashMap.newKeySet();

  private long lastLook = System.nanoTime() - Duration.ofHours(1).toNanos();

  Reconciler(LaunchStore store, BuildLauncher launcher, BuildsConfig config) {
    this.store = store;
    this.launcher = launcher;
    this.config = config;
  }

  /** Looks at this build in the next round, whatever the launcher's pace. */
  void mayHaveEnded(Handle handle) {
    if (hints.size() < MOST_HINTS) {
      hints.add(handle);
    }
  }

  void round() throws IOException {
    Set<Handle> hinted = Set.copyOf(hints);
    hints.removeAll(hinted);
    for (LaunchStore.Running expired : store.expired()) {
      end(expired);
    }
    boolean due = System.nanoTime() - lastLook >= launcher.pace().observe().toNanos();
    if (due || !hinted.isEmpty()) {
      look(hinted, due);
    }
    if (due) {
      lastLook = System.nanoTime();
    }
  }

  /**
   * A task that cannot be stopped now is found by the search for strays, as its attempt is over.
   */
  private void end(LaunchStore.Running expired) {
    if (expired.handle() != null) {
      try {
        launcher.stop(expired.handle(), "silent for too long");
      } catch (IOException e) {
        log.atWarn()
            .setCause(e)
            .addKeyValue("build", expired.handle().value())
            .log("silent build not stopped; it is searched for");
      }
    }
    lost(expired.owner(), unexplained());
  }

  private void look(Set<Handle> hinted, boolean all) throws IOException {
    List<LaunchStore.Running> looked =
        store.running().stream()
            .filter(running -> running.handle() != null)
            .filter(running -> all || hinted.contains(running.handle()))
            .toList();
    Set<Handle> handles = new HashSet<>();
    looked.forEach(running -> handles.add(Objects.requireNonNull(running.handle())));
    if (handles.isEmpty()) {
      return;
    }
    Map<Handle, Observation> seen = launcher.observe(handles);
    for (LaunchStore.Running running : looked) {
      switch (Objects.requireNonNull(seen.get(running.handle()))) {
        case Observation.Running lives -> {}
        case Observation.Gone gone ->
            lost(running.owner(), gone.loss().orElseGet(Reconciler::unexplained));
        case Observation.Unknown unknown -> {
          if (running.known().compareTo(BuildLauncher.INVISIBLE) > 0) {
            lost(running.owner(), unexplained());
          }
        }
      }
    }
  }

  /** Ends an attempt that did not start, or is gone. */
  void lost(Owner.OfAttempt attempt, Loss loss) {
    if (store.lost(attempt, config.maxAttempts(), loss)) {
      log.atWarn()
          .addKeyValue("deployment", attempt.deployment())
          .addKeyValue("attempt", attempt.number())
          .addKeyValue("code", loss.failure().code())
          .addKeyValue("retry", loss.retry())
          .addKeyValue("reason", loss.failure().message())
          .log("build lost");
    }
  }

  private static Loss unexplained() {
    return Loss.of(
        FailureCode.PLATFORM_BUILD_LOST,
        Loss.Retry.NOW,
        "The build process ended without a result; retry, and look at the platform's log if it"
            + " happens again.");
  }
}
