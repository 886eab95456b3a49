package dev.fairlead.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what another thread or process brings about. */
public final class Eventually {
  /** Longer than anything takes that is going to happen, on a busy machine too. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofMillis(2);

  private Eventually() {}

  /**
   * Looks again and again whether a condition holds.
   *
   * @return how long that took
   * @throws AssertionError with the description, after {@link #PATIENCE}
   */
  public static Duration becomesTrue(String description, Callable<Boolean> condition)
      throws Exception {
    long start = System.nanoTime();
    var unused = get(description, condition, holds -> holds);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Looks again and again until what is there is as wanted, and returns it.
   *
   * @throws AssertionError with the description and what was seen last, after {@link #PATIENCE}
   */
  public static <T> T get(String description, Callable<T> look, Predicate<T> wanted)
      throws Exception {
    return within(PATIENCE, description, look, wanted);
  }

  /**
   * As {@link #get}, within another time.
   *
   * @throws AssertionError with the description and what was seen last, after that time
   */
  public static <T> T within(
      Duration patience, String description, Callable<T> look, Predicate<T> wanted)
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
