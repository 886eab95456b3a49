package dev.fairlead.api.launch;

import java.time.Duration;

/**
 * How fast a launcher is, and how often it may be asked.
 *
 * @param observe between two looks at all builds; builds that {@link BuildLauncher#onExit} names
 *     are looked at at once
 * @param find between two searches for processes that nobody remembers
 * @param start longest time from the launch to the first message of the build
 */
public record Pace(Duration observe, Duration find, Duration start) {
  /** A build that is gone is to be found in this time. */
  static final Duration LONGEST_OBSERVE = Duration.ofSeconds(40);

  public Pace {
    if (observe.compareTo(LONGEST_OBSERVE) > 0) {
      throw new IllegalArgumentException(
          "observe: %s (expected: %s or less)".formatted(observe, LONGEST_OBSERVE));
    }
  }
}
