package dev.fairlead.api.warm;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.BuildLauncher.Found;
import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.LaunchOutcome;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.build.protocol.ClaimRequest;
import dev.fairlead.site.DeploymentId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Idle build processes of the default size, each of which takes the next build that it is given and
 * nothing after it. They ask by long polls; whoever does not ask is given nothing.
 */
@Singleton
public final class WarmPool {
  private static final Logger log = LoggerFactory.getLogger(WarmPool.class);

  /** Of one question; shorter than any time-out on the way. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private static final Duration LOOK = Duration.ofMillis(400);
  private static final Duration FRESH = Duration.ofSeconds(3);

  /** A machine that is older is replaced, so that none waits for ever on an old image. */
  private static final Duration OLDEST = Duration.ofHours(1);

  /** A launcher's list may lack what was started in the last seconds. */
  private static final Duration UNLISTED = Duration.ofSeconds(30);

  private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(30);

  private final WarmTaskStore store;
  private final BuildLauncher launcher;
  private final RandomGenerator random;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private volatile long refusedUntil = System.nanoTime();

  WarmPool(WarmTaskStore store, BuildLauncher launcher, RandomGenerator random) {
    this.store = store;
    this.launcher = launcher;
    this.random = random;
  }

  /**
   * Gives a build to a waiting task.
   *
   * @param lease how long the task may take to claim it
   * @return false if none of its size waits; it must be launched then
   */
  public boolean give(Owner.OfAttempt attempt, BuildSize size, Duration lease) {
    if (launcher.warmTasks() == 0
        || size != BuildSize.DEFAULT
        || !store.give(attempt, FRESH, lease)) {
      return false;
    }
    lock.lock();
    try {
      given.signalAll();
    } finally {
      lock.unlock();
    }
    return true;
  }

  /**
   * Waits for the build of a task, for 20 s at most.
   *
   * @return empty if there is none yet
   * @throws ProblemException {@code ATTEMPT_OVER} if the task must end itself
   */
  public Optional<ClaimRequest> await(String token) throws InterruptedException {
    long giveUp = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      switch (store.ask(token)) {
        case WarmTaskStore.Answer.Given answer -> {
          return Optional.of(answer.claim());
        }
        case WarmTaskStore.Answer.Over over ->
            throw new ProblemException(
                ErrorCode.ATTEMPT_OVER, "This task is no longer needed; it must end itself.");
        case WarmTaskStore.Answer.Wait wait -> {}
      }
      if (System.nanoTime() >= giveUp) {
        return Optional.empty();
      }
      look();
    }
  }

  /** Another api may have given the build, so the wait is short even where nobody signals. */
  private void look() throws InterruptedException {
    lock.lock();
    try {
      boolean signalled = given.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      log.atTrace().addKeyValue("signalled", signalled).log("looking for a build");
    } finally {
      lock.unlock();
    }
  }

  /** Starts as many tasks as are missing. */
  public void fill() {
    int wanted = launcher.warmTasks();
    for (int i = 0; i < wanted && System.nanoTime() - refusedUntil >= 0; i++) {
      String id = DeploymentId.random(random).value();
      OpaqueToken token = OpaqueToken.random(OpaqueToken.Kind.WARM_TASK);
      if (!store.add(id, token, wanted)) {
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
    List<WarmTaskStore.Row> rows = store.open();
    Map<String, Found> alive = new HashMap<>();
    for (Found each : found) {
      if (each.owner() instanceof Owner.OfPool place) {
        alive.put(place.id(), each);
      }
    }
    long idle = rows.stream().filter(row -> !row.given()).count();
    for (WarmTaskStore.Row row : rows) {
      Found task = alive.remove(row.id());
      if (row.given()) {
        finish(row, task);
      } else if (idle > launcher.warmTasks() || row.age().compareTo(OLDEST) > 0) {
        idle--;
        retire(row, task);
      } else if (task == null && row.age().compareTo(UNLISTED) > 0) {
        store.retire(row.id());
      } else if (task != null && row.handle() == null) {
        store.launched(row.id(), task.handle());
      }
    }
    for (Found stray : alive.values()) {
      launcher.stop(stray.handle(), "not of the pool");
    }
  }

  private void retire(WarmTaskStore.Row row, @Nullable Found task) throws IOException {
    if (store.retire(row.id()) && task != null) {
      launcher.stop(task.handle(), "idle for long enough");
    }
  }

  /** A task with a build is watched through its attempt; here it is only stopped if it stays. */
  private void finish(WarmTaskStore.Row row, @Nullable Found task) throws IOException {
    if (row.over()) {
      store.finish(row.id());
      if (task != null) {
        launcher.stop(task.handle(), "its build is over");
      }
    }
  }
}
