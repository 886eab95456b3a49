package dev.fairlead.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private final Allowance allowance = new Allowance(new Http2Limits.Rate(3, 2), 0);

  @Test
  void fillsWithTimeUpToItsBurst() {
    assertThat(spendAt(0, 4)).isEqualTo(3);
    assertThat(spendAt(499, 1)).isZero();
    assertThat(spendAt(500, 2)).isEqualTo(1);
    assertThat(spendAt(1_750, 3)).isEqualTo(2);
    assertThat(spendAt(60_000, 9)).isEqualTo(3);
  }

  @Test
  void earnsNoMoreThanItsBurst() {
    assertThat(spendAt(0, 2)).isEqualTo(2);
    allowance.earn(100);
    assertThat(spendAt(0, 9)).isEqualTo(3);
  }

  private int spendAt(long millis, int times) {
    int spent = 0;
    for (int i = 0; i < times; i++) {
      spent += allowance.spend(Duration.ofMillis(millis).toNanos()) ? 1 : 0;
    }
    return spent;
  }
}
