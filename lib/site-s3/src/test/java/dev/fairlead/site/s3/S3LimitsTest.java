package dev.fairlead.site.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class S3LimitsTest {
  private static final Duration OK = Duration.ofSeconds(1);

  @Test
  void refusesWhatBoundsNothing() {
    assertThatThrownBy(() -> new S3Limits(0, OK, OK, OK, OK, OK))
        .hasMessage("connections: 0 (expected: 1–10000)");
    assertThatThrownBy(() -> new S3Limits(1, Duration.ZERO, OK, OK, OK, OK))
        .hasMessage("connect: PT0S (expected: 1 ms to PT1H)");
    assertThatThrownBy(() -> new S3Limits(1, OK, Duration.ofDays(1), OK, OK, OK))
        .hasMessageStartingWith("silence: PT24H");
    assertThatThrownBy(() -> new S3Limits(1, OK, OK, Duration.ofNanos(1), OK, OK))
        .hasMessageStartingWith("call: ");
    assertThatThrownBy(() -> new S3Limits(1, OK, OK, OK, Duration.ofSeconds(-1), OK))
        .hasMessageStartingWith("idle: ");
    assertThatThrownBy(() -> new S3Limits(1, OK, OK, OK, OK, Duration.ofDays(1)))
        .hasMessageStartingWith("pause: ");
  }
}
