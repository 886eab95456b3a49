package dev.fairlead.api.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.FailureCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a build that is lost is tried again. */
final class LossTest {
  private static final int TRIES = 3;

  @Test
  void whatCannotHelpIsNotTried() {
    assertThat(loss(Loss.Retry.NEVER).pauseAfter(new Loss.Tries(1, 0), TRIES)).isEmpty();
  }

  @Test
  void badLuckIsTriedAtOnceAndNotForEver() {
    assertThat(loss(Loss.Retry.NOW).pauseAfter(new Loss.Tries(1, 1), TRIES))
        .contains(Duration.ZERO);
    assertThat(loss(Loss.Retry.NOW).pauseAfter(new Loss.Tries(2, 2), TRIES))
        .contains(Duration.ZERO);
    assertThat(loss(Loss.Retry.NOW).pauseAfter(new Loss.Tries(3, 3), TRIES)).isEmpty();
  }

  @Test
  void whatComesBackByItselfIsWaitedForLongerAndLonger() {
    Loss later = loss(Loss.Retry.LATER);

    assertThat(later.pauseAfter(new Loss.Tries(1, 0), TRIES)).contains(Duration.ofSeconds(5));
    assertThat(later.pauseAfter(new Loss.Tries(3, 0), TRIES)).contains(Duration.ofSeconds(20));
    assertThat(later.pauseAfter(new Loss.Tries(11, 0), TRIES)).contains(Duration.ofMinutes(1));
    assertThat(later.pauseAfter(new Loss.Tries(12, 0), TRIES)).isEmpty();
  }

  @Test
  void waitingUsesUpNoneOfTheTriesOfBadLuck() {
    Loss.Tries fiveWaits = new Loss.Tries(6, 1);

    assertThat(loss(Loss.Retry.NOW).pauseAfter(fiveWaits, TRIES)).contains(Duration.ZERO);
    assertThat(loss(Loss.Retry.LATER).pauseAfter(new Loss.Tries(3, 2), TRIES))
        .contains(Duration.ofSeconds(5));
  }

  @Test
  void theEndTellsHowOftenItWasTried() {
    Loss.Tries tries = new Loss.Tries(7, 3);

    assertThat(loss(Loss.Retry.NOW).failureAfter(tries).message())
        .isEqualTo("It is gone. Attempts that were lost: 3 of 7.");
    assertThat(loss(Loss.Retry.LATER).failureAfter(tries).message())
        .isEqualTo("It is gone. Attempts that waited in vain: 4 of 7.");
    assertThat(loss(Loss.Retry.NEVER).failureAfter(tries).message()).isEqualTo("It is gone.");
  }

  private static Loss loss(Loss.Retry retry) {
    return Loss.of(FailureCode.PLATFORM_ERROR, retry, "It is gone.");
  }
}
