package dev.fairlead.testing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testing.bench.EdgeBench.Round;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EdgeReportTest {

  @Test
  void showsMediansMinimaAndTheRatioOfPairs() {
    List<Round> edge = List.of(new Round(100, 10), new Round(90, 30), new Round(50, 20));
    List<Round> nginx = List.of(new Round(50, 20), new Round(90, 60), new Round(40, 60));

    assertThat(EdgeReport.table(edge, nginx))
        .containsPattern("Fairlead edge +90 +20\\.0 +10\\.0")
        .containsPattern("nginx +50 +60\\.0 +20\\.0")
        .contains("1.25× the requests/s, 2.00× the requests per CPU second (minima: 2.00×)");
  }

  @Test
  void theMedianOfAnEvenCountLiesBetweenTheMiddleTwo() {
    assertThat(EdgeReport.median(4, 1, 3, 2)).isEqualTo(2.5);
  }
}
