package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The search for headers that are too many together ends, however its input is shaped. */
final class HeaderOverflowTest {
  /** What the last step that is begun may cost beyond the bound. */
  private static final long LAST_STEP = SearchBudget.MAX_WORK / 10;

  private static final String LONG = "n".repeat(2_000);

  @Test
  void keepsLittleOfManyLongPathsThatCross() {
    List<HeaderRule> rules = new ArrayList<>(rules(750, i -> "/x%d%s/:a".formatted(i, LONG)));
    rules.addAll(rules(750, i -> "/:a/y%d%s".formatted(i, LONG)));

    HeaderOverflow overflow = new HeaderOverflow(rules);
    List<HeaderRule> found = overflow.search(rules);

    assertThat(found).isNotEmpty();
    assertThat(overflow.budget().work()).isBetween(1L, SearchBudget.MAX_WORK + LAST_STEP);
    assertThat(characters(overflow.waiting())).isBetween(1L, SearchBudget.MAX_KEPT);
  }

  @Test
  void countsTheWorkOfManyRulesForOnePath() {
    List<HeaderRule> rules = new ArrayList<>(rules(1_000, i -> "/p/*"));
    rules.addAll(rules(50_000, i -> "/p/" + i));

    HeaderOverflow overflow = new HeaderOverflow(rules);
    overflow.search(rules);

    assertThat(overflow.budget().work())
        .isBetween(SearchBudget.MAX_WORK, SearchBudget.MAX_WORK + LAST_STEP);
  }

  /** Only the last two patterns have too much together, as many headers as the others. */
  @Test
  void looksAtAllCrossingsOfThreeHundredPatterns() {
    List<HeaderRule> rules = crossing(149);
    rules.add(rule("/last/:a", 1, "v".repeat(8_192)));
    rules.add(rule("/:a/last", 1, "v".repeat(8_192)));

    assertThat(HeaderOverflow.find(rules)).containsExactly(rules.getLast());
  }

  @Test
  void beginsWithTheBlocksOfMostHeaders() {
    List<HeaderRule> rules = crossing(1_000);
    rules.add(rule("/last/:a", 60));
    rules.add(rule("/:a/last", 60));

    assertThat(HeaderOverflow.find(rules)).containsExactly(rules.getLast());
  }

  /** Twice so many patterns, of which each of one half crosses each of the other. */
  private static List<HeaderRule> crossing(int half) {
    List<HeaderRule> rules = new ArrayList<>();
    for (int i = 0; i < half; i++) {
      rules.add(rule("/x%d/:a".formatted(i), 1));
      rules.add(rule("/:a/y%d".formatted(i), 1));
    }
    return rules;
  }

  private static long characters(List<RuleScope> scopes) {
    return scopes.stream().mapToLong(scope -> scope.path().length()).sum();
  }

  private static List<HeaderRule> rules(int count, IntFunction<String> path) {
    return IntStream.range(0, count).mapToObj(i -> rule(path.apply(i), 60)).toList();
  }

  private static HeaderRule rule(String path, int fields) {
    return rule(path, fields, "1");
  }

  private static HeaderRule rule(String path, int fields, String value) {
    String name = path.startsWith("/:") ? "y" : "x";
    return new HeaderRule(
        new RuleSource("_headers", 1),
        RuleScope.ofPath(path),
        IntStream.range(0, fields)
            .mapToObj(i -> new HeaderRule.Field(name + i, value, false))
            .toList());
  }
}
