package dev.fairlead.api.queue;

import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.BuildLauncher.Found;
import dev.fairlead.api.launch.BuildLauncher.Handle;
import dev.fairlead.api.launch.Loss;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.warm.PoolUpkeep;
import dev.fairlead.build.protocol.FailureCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds processes that nobody remembers, because the api was killed between their start and the row
 * that names them: the one of an open attempt is adopted, all others are stopped. Attempts of which
 * no process is found are lost.
 */
@Singleton
final class StraySearch {
  private static final Logger log = LoggerFactory.getLogger(StraySearch.class);

  /** An attempt whose process is not found has none after this time. */
  private static final Duration UNLISTED =
      BuildLauncher.LONGEST_LAUNCH.plus(BuildLauncher.INVISIBLE);

  /** A build whose attempt is over ends itself in this time. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private static final Duration LONGEST_INSPECTION = Duration.ofMinutes(10);

  private final LaunchStore store;
  private final PoolUpkeep pool;
  private final BuildLauncher launcher;
  private final Reconciler reconciler;
  private final InstantSource clock;
  private long lastSearch = System.nanoTime() - Duration.ofHours(1).toNanos();

  StraySearch(
      LaunchStore store,
      PoolUpkeep pool,
      BuildLauncher launcher,
      Reconciler reconciler,
      InstantSource clock) {
    this.store = store;
    this.pool = pool;
    this.launcher = launcher;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  void round() throws IOException {
    if (System.nanoTime() - lastSearch < launcher.pace().find().toNanos()) {
      return;
    }
    lastSearch = System.nanoTime();
    List<LaunchStore.Running> unknown =
        store.running().stream()
            .filter(running -> running.handle() == null && running.age().compareTo(UNLISTED) > 0)
            .toList();
    List<Found> found = launcher.find();
    settle(found);
    Set<Owner> owners = new HashSet<>();
    found.forEach(each -> owners.add(each.owner()));
    unknown.stream()
        .map(LaunchStore.Running::owner)
        .filter(owner -> !owners.contains(owner))
        .forEach(owner -> reconciler.lost(owner, neverStarted()));
    pool.settle(found);
  }

  private void settle(List<Found> found) {
    Map<Owner.OfAttempt, LaunchStore.Running> open = new HashMap<>();
    store.running().forEach(running -> open.put(running.owner(), running));
    Set<Owner> adopted = new HashSet<>();
    for (Found each : found.stream().sorted(Comparator.comparing(Found::since)).toList()) {
      switch (each.owner()) {
        case Owner.OfAttempt attempt -> settle(attempt, open.get(attempt), each, adopted);
        case Owner.OfInspection inspection -> settleInspection(each);
        case Owner.OfPool place -> {}
      }
    }
  }

  private void settle(
      Owner.OfAttempt attempt, LaunchStore.@Nullable Running row, Found found, Set<Owner> adopted) {
    if (row == null) {
      if (store.isLongOver(attempt, GRACE)) {
        stop(found, "its attempt is over");
      }
      return;
    }
    Handle known = row.handle();
    if (known == null && adopted.add(attempt) && store.launched(attempt, found.handle())) {
      log.atInfo().addKeyValue("build", found.handle().value()).log("build adopted");
      return;
    }
    if (known == null || !known.equals(found.handle())) {
      stop(found, "another process has its attempt");
    }
  }

  private void settleInspection(Found found) {
    if (found.since().isBefore(clock.instant().minus(LONGEST_INSPECTION))) {
      stop(found, "nobody waits for it");
    }
  }

  /** One that cannot be stopped now is found again by the next search. */
  private void stop(Found found, String reason) {
    log.atWarn()
        .addKeyValue("build", found.handle().value())
        .addKeyValue("owner", found.owner())
        .addKeyValue("reason", reason)
        .log("stray build found; it is stopped");
    try {
      launcher.stop(found.handle(), reason);
    } catch (IOException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("build", found.handle().value())
          .log("stray build not stopped");
    }
  }

  private static Loss neverStarted() {
    return Loss.of(
        FailureCode.PLATFORM_START_FAILED,
        Loss.Retry.NOW,
        "The build process was ordered and never appeared; retry, and look at the platform's log if"
            + " it happens again.");
  }
}
