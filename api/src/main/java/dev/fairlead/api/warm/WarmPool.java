package dev.fairlead.api.warm;

import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.build.protocol.ClaimRequest;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Idle build processes of the default size, each of which takes the next build that it is given and
 * nothing after it. They ask by long polls; whoever does not ask is given nothing.
 */
@Singleton
public final class WarmPool implements GracefulShutdownCapable {
  private static final Logger log = LoggerFactory.getLogger(WarmPool.class);

  /** Of one question; shorter than any time-out on the way. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private static final Duration LOOK = Duration.ofMillis(400);

  private final HandoverStore handovers;
  private final BuildLauncher launcher;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private volatile boolean closing;

  WarmPool(HandoverStore handovers, BuildLauncher launcher) {
    this.handovers = handovers;
    this.launcher = launcher;
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
        || !handovers.give(attempt, WarmPlan.FRESH, lease)) {
      return false;
    }
    wakeAll();
    return true;
  }

  private void wakeAll() {
    lock.lock();
    try {
      given.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the build of a task, for 20 s at most.
   *
   * @return empty if there is none yet, or this api is about to stop
   * @throws ProblemException {@code ATTEMPT_OVER} if the task must end itself
   */
  public Optional<ClaimRequest> await(String token) throws InterruptedException {
    long giveUp = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!closing) {
      switch (handovers.ask(token)) {
        case HandoverStore.Answer.Given answer -> {
          return Optional.of(answer.claim());
        }
        case HandoverStore.Answer.Over over ->
            throw new ProblemException(
                ErrorCode.ATTEMPT_OVER, "This task is no longer needed; it must end itself.");
        case HandoverStore.Answer.Wait wait -> {}
      }
      if (System.nanoTime() >= giveUp) {
        return Optional.empty();
      }
      look();
    }
    return Optional.empty();
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

  /** Answers all that wait; they go on with the next api. */
  @Override
  public CompletionStage<?> shutdownGracefully() {
    closing = true;
    wakeAll();
    return CompletableFuture.completedStage(null);
  }
}
