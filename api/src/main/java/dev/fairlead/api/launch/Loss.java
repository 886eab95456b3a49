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

  /** How often a build waits for what comes back by itself: about eight minutes in all. */
  private static final int WAITS = 11;

  /** Whether another attempt can help. */
  public enum Retry {
    /** It would end the same way until somebody changes something. */
    NEVER,
    /** It was bad luck. */
    NOW,
    /** What is missing comes back by itself: capacity, a rate limit. */
    LATER
  }

  /**
   * The tries of one build so far.
   *
   * @param attempts all of them, with the one that is lost now; 1 or more
   * @param losses those that were lost by bad luck, with this one if it was; at most {@code
   *     attempts}
   */
  public record Tries(int attempts, int losses) {
    public Tries {
      if (attempts < 1 || losses < 0 || losses > attempts) {
        throw new IllegalArgumentException(
            "losses: %d of %d attempts (expected: 0 or more, of 1 or more)"
                .formatted(losses, attempts));
      }
    }

    private int waits() {
      return attempts - losses;
    }
  }

  public static Loss of(FailureCode code, Retry retry, String message) {
    return new Loss(new Failure(code, message, null), retry);
  }

  /**
   * How long the next attempt waits. To wait for capacity uses up none of the tries of a build that
   * has bad luck.
   *
   * @param maxLosses how often a build may be lost by bad luck
   * @return empty if there is no next attempt
   */
  public Optional<Duration> pauseAfter(Tries tries, int maxLosses) {
    return switch (retry) {
      case NEVER -> Optional.empty();
      case NOW -> tries.losses() < maxLosses ? Optional.of(Duration.ZERO) : Optional.empty();
      case LATER -> tries.waits() <= WAITS ? Optional.of(longer(tries.waits())) : Optional.empty();
    };
  }

  /** What the user is told when there is no next attempt. */
  public Failure failureAfter(Tries tries) {
    if (retry == Retry.NEVER) {
      return failure;
    }
    String tried =
        retry == Retry.NOW
            ? "Attempts that were lost: %d of %d.".formatted(tries.losses(), tries.attempts())
            : "Attempts that waited in vain: %d of %d.".formatted(tries.waits(), tries.attempts());
    return new Failure(failure.code(), failure.message() + " " + tried, failure.logLine());
  }

  private static Duration longer(int waits) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(waits - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
