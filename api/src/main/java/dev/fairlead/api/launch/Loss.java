package dev.fairlead.api.launch;

import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.FailureCode;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a build did not start, or is gone without a result.
 *
 * @param failure what the user is told if it is not tried again
 */
public record Loss(Failure failure, Retry retry) {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Attempts of a build that waits for what comes back by itself: about eight minutes. */
  private static final int PATIENT_ATTEMPTS = 12;

  /** Whether another attempt can help. */
  public enum Retry {
    /** It would end the same way until somebody changes something. */
    NEVER,
    /** It was bad luck. */
    NOW,
    /** What is missing comes back by itself: capacity, a rate limit. */
    LATER
  }

  public static Loss of(FailureCode code, Retry retry, String message) {
    return new Loss(new Failure(code, message, null), retry);
  }

  /**
   * How long the next attempt waits.
   *
   * @param attempt number of the one that was lost, from 1
   * @param maxAttempts how often a build is tried that is lost by bad luck
   * @return empty if there is no next attempt
   */
  public Optional<Duration> pauseAfter(int attempt, int maxAttempts) {
    return switch (retry) {
      case NEVER -> Optional.empty();
      case NOW -> attempt < maxAttempts ? Optional.of(Duration.ZERO) : Optional.empty();
      case LATER ->
          attempt < Math.max(maxAttempts, PATIENT_ATTEMPTS)
              ? Optional.of(longer(attempt))
              : Optional.empty();
    };
  }

  private static Duration longer(int attempt) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
