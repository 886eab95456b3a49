package dev.fairlead.buildtask.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserTrialTest {
  private static final String GOOD =
      """
      1001
      CapInh: 0000000000000000
      CapPrm: 0000000000000000
      CapEff: 0000000000000000
      CapBnd: 0000000000000000
      CapAmb: 0000000000000000
      NoNewPrivs: 1
      Seccomp: 2
      """;

  @Test
  void whatIsPromisedIsAccepted() {
    assertThat(UserTrial.judge(GOOD, 1001)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1001, 1000",
    "CapBnd: 0000000000000000, CapBnd: 00000000000000c0",
    "NoNewPrivs: 1, NoNewPrivs: 0",
    "Seccomp: 2, Seccomp: 0"
  })
  void anythingElseIsNamed(String promised, String found) {
    assertThat(UserTrial.judge(GOOD.replace(promised, found), 1001))
        .hasValueSatisfying(problem -> assertThat(problem).contains(found));
  }

  @Test
  void anOpenDoorIsNamed() {
    assertThat(UserTrial.judge(GOOD + "exposed environ\n", 1001))
        .hasValueSatisfying(problem -> assertThat(problem).contains("exposed environ"));
  }
}
