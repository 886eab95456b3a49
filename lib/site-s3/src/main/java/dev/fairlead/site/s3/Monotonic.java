package dev.fairlead.site.s3;

import java.time.Duration;

/**
 * Points in time of this process, in nanoseconds since this class was loaded. Unlike those of
 * {@link System#nanoTime} they are never negative, so a later one is a greater one, and {@link
 * #NEVER} is later than all.
 */
final class Monotonic {
  static final long NEVER = Long.MAX_VALUE;
  private static final long ORIGIN = System.nanoTime();

  private Monotonic() {}

  static long now() {
    return System.nanoTime() - ORIGIN;
  }

  static long in(Duration time) {
    return now() + time.toNanos();
  }
}
