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
    assertThat(loss(Loss.Retry.NEVER).pauseAfter(1, TRIES)).isEmpty();
  }

  @Test
  void badLuckIsTriedAtOnceAndNotForEver() {
    assertThat(loss(Loss.Retry.NOW).pauseAfter(1, TRIES)).contains(Duration.ZERO);
    assertThat(loss(Loss.Retry.NOW).pauseAfter(2, TRIES)).contains(Duration.ZERO);
    assertThat(loss(Loss.Retry.NOW).pauseAfter(3, TRIES)).isEmpty();
  }

  @Test
  void whatComesBackByItselfIsWaitedForLongerAndLonger() {
    Loss later = loss(Loss.Retry.LATER);

    assertThat(later.pauseAfter(1, TRIES)).contains(Duration.ofSeconds(5));
    assertThat(later.pauseAfter(3, TRIES)).contains(Duration.ofSeconds(20));
    assertThat(later.pauseAfter(11, TRIES)).contains(Duration.ofMinutes(1));
    assertThat(later.pauseAfter(12, TRIES)).isEmpty();
  }

  private static Loss loss(Loss.Retry retry) {
    return Loss.of(FailureCode.PLATFORM_ERROR, retry, "It is gone.");
  }
}
