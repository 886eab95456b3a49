package dev.fairlead.api.warm;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.BuildLauncher.Found;
import dev.fairlead.api.launch.BuildLauncher.Handle;
import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.LaunchOutcome;
import dev.fairlead.api.launch.Observation;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.site.DeploymentId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps as many idle build processes as are wanted: starts what is missing, replaces what is gone,
 * silent or old, and stops what nobody remembers.
 */
@Singleton
public final class PoolUpkeep {
  private static final Logger log = LoggerFactory.getLogger(PoolUpkeep.class);

  /** A machine that is older is replaced, so that none waits for ever on an old image. */
  private static final Duration OLDEST = Duration.ofHours(1);

  /** Of ten tasks of the same age one is replaced at a time. */
  private static final int SURGE_SHARE = 10;

  private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(30);

  private final WarmTaskStore store;
  private final BuildLauncher launcher;
  private final RandomGenerator random;
  private volatile long refusedUntil = System.nanoTime();

  PoolUpkeep(WarmTaskStore store, BuildLauncher launcher, RandomGenerator random) {
    this.store = store;
    this.launcher = launcher;
    this.random = random;
  }

  /** Starts as many tasks as are missing, and successors of old ones. */
  public void fill() {
    int wanted = launcher.warmTasks();
    for (int i = 0; i < wanted && System.nanoTime() - refusedUntil >= 0; i++) {
      String id = DeploymentId.random(random).value();
      OpaqueToken token = OpaqueToken.random(OpaqueToken.Kind.WARM_TASK);
      if (!store.add(id, token, wanted, OLDEST, 1 + wanted / SURGE_SHARE)) {
        return;
      }
      launch(id, token);
    }
  }

  private void launch(String id, OpaqueToken token) {
    Launch launch = new Launch(new Owner.OfPool(id), token, BuildSize.DEFAULT, false);
    switch (launcher.launch(launch)) {
      case LaunchOutcome.Started started -> store.launched(id, started.handle());
      case LaunchOutcome.Refused refused -> {
        store.finish(id);
        refusedUntil = System.nanoTime() + PAUSE_AFTER_REFUSAL.toNanos();
        log.atWarn()
            .addKeyValue("reason", refused.loss().failure().message())
            .log("warm task refused");
      }
      case LaunchOutcome.Unknown unknown ->
          log.atWarn().addKeyValue("problem", unknown.problem()).log("warm task ordered");
    }
  }

  /** Brings the pool in line with the tasks that live: adopts, stops, renews and forgets. */
  public void settle(List<Found> found) throws IOException {
    Map<String, Found> listed = new HashMap<>();
    for (Found each : found) {
      if (each.owner() instanceof Owner.OfPool place) {
        listed.put(place.id(), each);
      }
    }
    List<WarmTaskStore.Row> rows = store.open();
    int wanted = launcher.warmTasks();
    for (WarmPlan.Step step :
        WarmPlan.of(rows, listed, goneOf(rows, listed), wanted, launcher.pace().start())) {
      take(step);
    }
  }

  /** A list may lack a task that lives; to be asked for, it must have ended to be gone. */
  private Set<Handle> goneOf(List<WarmTaskStore.Row> rows, Map<String, Found> listed)
      throws IOException {
    Set<Handle> unlisted = new HashSet<>();
    for (WarmTaskStore.Row row : rows) {
      if (row.handle() != null && !row.given() && !listed.containsKey(row.id())) {
        unlisted.add(row.handle());
      }
    }
    if (unlisted.isEmpty()) {
      return Set.of();
    }
    Map<Handle, Observation> seen = launcher.observe(unlisted);
    unlisted.removeIf(handle -> !(seen.get(handle) instanceof Observation.Gone));
    return unlisted;
  }

  private void take(WarmPlan.Step step) {
    switch (step) {
      case WarmPlan.Step.Adopt(String id, Handle task) -> store.launched(id, task);
      case WarmPlan.Step.Retire(String id, @Nullable Handle task, String reason) -> {
        if (store.retire(id)) {
          log.atInfo().addKeyValue("task", id).addKeyValue("reason", reason).log("warm task left");
          stop(task, reason);
        }
      }
      case WarmPlan.Step.Finish(String id, @Nullable Handle task) -> {
        store.finish(id);
        stop(task, "its build is over");
      }
      case WarmPlan.Step.Stop(Handle task) -> stop(task, "not of the pool");
    }
  }

  /** One that cannot be stopped now is listed again, as a task that no row names. */
  private void stop(@Nullable Handle task, String reason) {
    if (task == null) {
      return;
    }
    try {
      launcher.stop(task, reason);
    } catch (IOException e) {
      log.atWarn().setCause(e).addKeyValue("task", task.value()).log("warm task not stopped");
    }
  }
}
