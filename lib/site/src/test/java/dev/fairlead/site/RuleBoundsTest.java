package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.matching.Candidates;
import dev.fairlead.site.matching.RuleTable;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a request costs is bounded whatever a site writes, and what is beyond a bound is known. */
final class RuleBoundsTest {
  @Test
  void tellsTheRulesWhosePatternsAreTooMany() {
    List<RedirectRule> rules = new ArrayList<>();
    for (int i = 0; i < RuleTable.MAX_SHAPES + 2; i++) {
      rules.add(rule(i, "/:x" + "/:x".repeat(i % 50) + "/a".repeat(i / 50) + "/*", null));
    }
    rules.add(rule(rules.size(), "/:x/other/*", null));
    rules.add(rule(rules.size(), "/:x" + "/a".repeat(64), null));
    rules.add(rule(rules.size(), "/a".repeat(200), null));

    RuleTable<RedirectRule> table =
        RuleTable.of(rules, RedirectRule::scope, RedirectRule::conditions);

    assertThat(table.leftOut())
        .extracting(left -> left.rule().source().line() + " " + left.reason())
        .containsExactly(
            RuleTable.MAX_SHAPES + " SHAPES",
            RuleTable.MAX_SHAPES + 1 + " SHAPES",
            rules.size() - 2 + " SEGMENTS");
    assertThat(Answers.of(resolver(List.of(rules.getLast())), "/a".repeat(200)))
        .isEqualTo("302 /r" + (rules.size() - 1));
  }

  @Test
  void triesNoMoreThanAThousandRulesOfOnePath() {
    List<RedirectRule> rules = new ArrayList<>();
    for (int i = 0; i < Candidates.MAX_TRIED; i++) {
      Set<String> cookie = Set.of("c" + i);
      rules.add(rule(i, "/a", new RuleConditions(null, null, null, cookie)));
    }
    rules.add(rule(rules.size(), "/a", RuleConditions.NONE));
    Resolver resolver = resolver(rules);

    assertThat(Answers.of(resolver, Answers.get("/a").sentBy(null, "c999=1", null)))
        .isEqualTo("302 /r999");
    assertThat(Answers.of(resolver, "/a")).isEqualTo("404");
    assertThat(RuleTable.of(rules, RedirectRule::scope, RedirectRule::conditions).leftOut())
        .containsExactly(new RuleTable.LeftOut<>(rules.getLast(), RuleTable.Reason.TOO_MANY));
  }

  @Test
  void tellsTheRulesThatComeAfterAThousandWithOneParameter() {
    List<RedirectRule> rules = new ArrayList<>();
    for (int i = 0; i < Candidates.MAX_TRIED + 2; i++) {
      Set<String> cookie = Set.of("c" + i);
      rules.add(rule(i, "/:a", new RuleConditions(Map.of("id", "1"), null, null, cookie)));
    }
    rules.add(rule(rules.size(), "/:b", new RuleConditions(Map.of("id", "2"), null, null, null)));

    assertThat(RuleTable.of(rules, RedirectRule::scope, RedirectRule::conditions).leftOut())
        .extracting(left -> left.rule().source().line())
        .containsExactly(Candidates.MAX_TRIED, Candidates.MAX_TRIED + 1);
    assertThat(Answers.of(resolver(rules), "/x?id=2")).isEqualTo("302 /r1002?id=2");
  }

  @Test
  void findsAnyOfManyRulesByAParameter() {
    List<RedirectRule> rules = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Map<String, String> query = Map.of("id", Integer.toString(i));
      rules.add(rule(i, "/index.php", new RuleConditions(query, null, null, null)));
    }
    Resolver resolver = resolver(rules);

    assertThat(Answers.of(resolver, "/index.php?id=19999")).isEqualTo("302 /r19999?id=19999");
    assertThat(Answers.of(resolver, "/index.php?id=0&x")).isEqualTo("302 /r0?id=0&x");
    assertThat(Answers.of(resolver, "/index.php?id=20000")).isEqualTo("404");
  }

  @Test
  void seesTheFirstHundredParametersOfARequest() {
    Map<String, String> query = Map.of("id", "1");
    Resolver resolver =
        resolver(List.of(rule(0, "/a", new RuleConditions(query, null, null, null))));

    assertThat(Answers.of(resolver, "/a?" + numbered(99) + "&id=1")).startsWith("302 /r0?");
    assertThat(Answers.of(resolver, "/a?" + numbered(100) + "&id=1")).isEqualTo("404");
  }

  private static String numbered(int count) {
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parameters.add("p%d=1".formatted(i));
    }
    return String.join("&", parameters);
  }

  private static RedirectRule rule(int line, String from, @Nullable RuleConditions conditions) {
    return new RedirectRule(
        new RuleSource("_redirects", line),
        RuleScope.ofPath(from),
        conditions,
        "/r" + line,
        302,
        false);
  }

  private static Resolver resolver(List<RedirectRule> rules) {
    return Answers.resolver(new SiteRules(rules, null, null), List.of());
  }
}
