package dev.fairlead.rulefiles;

import dev.fairlead.site.matching.RuleTable;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleSource;
import java.util.List;

/**
 * Finds rules that the resolver leaves out since their patterns exceed what a request may cost.
 * They are compiled here as they are there.
 */
final class ShapeLint {
  private final ProblemList problems;

  ShapeLint(ProblemList problems) {
    this.problems = problems;
  }

  void run(List<RedirectRule> redirects, List<HeaderRule> headers) {
    redirects(redirects.stream().filter(RedirectRule::force).toList());
    redirects(redirects.stream().filter(rule -> !rule.force()).toList());
    RuleTable.of(headers, HeaderRule::scope, rule -> RuleConditions.NONE)
        .leftOut()
        .forEach(rule -> tell(rule.source()));
  }

  private void redirects(List<RedirectRule> rules) {
    RuleTable.of(rules, RedirectRule::scope, RedirectRule::conditions)
        .leftOut()
        .forEach(rule -> tell(rule.source()));
  }

  private void tell(RuleSource source) {
    problems.error(
        source,
        "The rule is left out: the rules before it have placeholders in %d different sets of segments, which is the most."
            .formatted(RuleTable.MAX_SHAPES));
  }
}
