package dev.fairlead.testing.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testing.bench.edge.EdgeBench.Round;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EdgeReportTest {

  @Test
  void showsMediansMinimaAndTheRatioOfPairs() {
    List<Round> edge = List.of(new Round(100, 10, 1), new Round(90, 30, 1), new Round(50, 20, 1));
    List<Round> nginx = List.of(new Round(50, 20, 1), new Round(90, 60, 1), new Round(40, 60, 1));
    Map<String, List<Round>> measured = new LinkedHashMap<>();
    measured.put("edge", edge);
    measured.put("nginx", nginx);

    assertThat(EdgeReport.table("1 KiB", measured))
        .containsPattern("edge +90 +20\\.00 +10\\.00")
        .containsPattern("nginx +50 +60\\.00 +20\\.00 +0 +2\\.00× +2\\.00×");
  }

  @Test
  void theMedianOfAnEvenCountLiesBetweenTheMiddleTwo() {
    assertThat(EdgeReport.median(4, 1, 3, 2)).isEqualTo(2.5);
  }
}
