package dev.fairlead.testing.system;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for a condition that another process brings about. */
final class Eventually {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  /** Fails with the description if it takes longer than anyone waits. */
  static void becomesTrue(String description, Callable<Boolean> condition) throws Exception {
    get(description, condition, holds -> holds);
  }

  /** Looks again and again until what is there is as wanted, and returns it. */
  static <T> T get(String description, Callable<T> look, Predicate<T> wanted) throws Exception {
    return within(PATIENCE, description, look, wanted);
  }

  static <T> T within(Duration patience, String description, Callable<T> look, Predicate<T> wanted)
      throws Exception {
    long start = System.nanoTime();
    T last = look.call();
    while (!wanted.test(last)) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new AssertionError("did not happen: %s; last seen: %s".formatted(description, last));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      last = look.call();
    }
    return last;
  }
}
