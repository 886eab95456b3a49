package dev.fairlead.site.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What finding the rules of a request costs, counted, not timed. */
final class RuleTableTest {

  /** Without the bound the longest of these requests would visit 131,072 nodes. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 12, 16})
  void aRequestVisitsFewNodesHoweverManyPatternsMatch(int segments) {
    List<String> paths = new ArrayList<>();
    for (int shape = 0; shape < 1 << segments; shape++) {
      StringBuilder path = new StringBuilder();
      for (int segment = 0; segment < segments; segment++) {
        path.append((shape >> segment & 1) == 1 ? "/:x" : "/a");
      }
      paths.add(path + "/end");
    }

    Candidates<String> found = find(paths, "/a".repeat(segments) + "/no");

    assertThat(found.next()).isNull();
    assertThat(found.visited())
        .isGreaterThan(segments)
        .isLessThanOrEqualTo(1 + RuleTable.MAX_SHAPES * (segments + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1_000, 100_000})
  void manyPatternsCostWhatFewCost(int count) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      paths.add("/old/" + i + "/:page/*");
    }

    Candidates<String> found = find(paths, "/old/7/a/b");

    Match<String> first = found.next();
    assertThat(first == null ? "none" : first.rule()).isEqualTo("/old/7/:page/*");
    assertThat(found.visited()).isEqualTo(4);
  }

  private static Candidates<String> find(List<String> paths, String path) {
    RuleTable<String> table = RuleTable.of(paths, RuleScope::ofPath, each -> RuleConditions.NONE);
    return table.find(new MatchedRequest("https", "site.test", path, null, null, null, null));
  }
}
