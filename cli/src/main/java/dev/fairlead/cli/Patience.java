package dev.fairlead.cli;

import java.time.Duration;

/** How long a platform that does not answer is waited for, once it has answered. */
final class Patience {
  private static final Duration WAIT = Duration.ofSeconds(60);

  private Patience() {}

  /**
   * Whether to ask again after a failure.
   *
   * @param reached when the platform answered last, by {@link System#nanoTime}
   */
  static boolean lasts(CliException failure, long reached) {
    return failure.exitCode() == ExitCode.PLATFORM_FAILED
        && System.nanoTime() - reached < WAIT.toNanos();
  }
}
