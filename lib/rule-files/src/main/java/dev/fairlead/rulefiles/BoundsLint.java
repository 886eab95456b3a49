package dev.fairlead.rulefiles;

import dev.fairlead.site.HeaderOverflow;
import dev.fairlead.site.ResponseHeaders;
import dev.fairlead.site.matching.Candidates;
import dev.fairlead.site.matching.RuleTable;
import dev.fairlead.site.matching.RuleTable.LeftOut;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleSource;
import java.util.List;

/**
 * Finds rules that the resolver leaves out since they exceed what a request or an answer may cost.
 * They are compiled here as they are there.
 */
final class BoundsLint {
  private final ProblemList problems;

  BoundsLint(ProblemList problems) {
    this.problems = problems;
  }

  void run(List<RedirectRule> redirects, List<HeaderRule> headers) {
    redirects(redirects.stream().filter(RedirectRule::force).toList());
    redirects(redirects.stream().filter(rule -> !rule.force()).toList());
    RuleTable.of(headers, HeaderRule::scope, rule -> RuleConditions.NONE)
        .leftOut()
        .forEach(left -> tell(left.rule().source(), left));
    HeaderOverflow.find(headers).forEach(this::tellOfOverflow);
  }

  private void redirects(List<RedirectRule> rules) {
    RuleTable.of(rules, RedirectRule::scope, RedirectRule::conditions)
        .leftOut()
        .forEach(left -> tell(left.rule().source(), left));
  }

  private void tell(RuleSource source, LeftOut<?> left) {
    problems.error(
        source,
        switch (left.reason()) {
          case SHAPES ->
              "The rule is left out: the rules before it have placeholders in %d different sets of segments, which is the most."
                  .formatted(RuleTable.MAX_SHAPES);
          case SEGMENTS ->
              "The rule is left out: its path has a placeholder and more than %d segments."
                  .formatted(RuleTable.MAX_SEGMENTS);
          case TOO_MANY ->
              "The rule is left out: %,d rules for the same path come before it, which is the most that a request is compared with."
                  .formatted(Candidates.MAX_TRIED);
        });
  }

  private void tellOfOverflow(HeaderRule rule) {
    problems.error(
        rule.source(),
        "Not all headers of this block are sent: with the other blocks for the same paths they are more than %d headers or %,d characters, which one answer may have."
            .formatted(ResponseHeaders.MAX_FIELDS, ResponseHeaders.MAX_CHARACTERS));
  }
}
