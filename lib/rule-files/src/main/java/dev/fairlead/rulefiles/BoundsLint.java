package dev.fairlead.rulefiles;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.fairlead.site.HeaderOverflow;
import dev.fairlead.site.ResponseHeaders;
import dev.fairlead.site.matching.Candidates;
import dev.fairlead.site.matching.RuleTable;
import dev.fairlead.site.matching.RuleTable.LeftOut;
import dev.fairlead.site.matching.RuleTable.Reason;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds rules that the resolver leaves out since they exceed what a request or an answer may cost.
 * They are compiled here as they are there.
 */
final class BoundsLint {
  private static final Pattern NAME = Pattern.compile("/:[^/]+");

  private final ProblemList problems;

  BoundsLint(ProblemList problems) {
    this.problems = problems;
  }

  void run(List<RedirectRule> redirects, List<HeaderRule> headers) {
    redirects(redirects.stream().filter(RedirectRule::force).toList());
    redirects(redirects.stream().filter(rule -> !rule.force()).toList());
    tell(
        RuleTable.of(headers, HeaderRule::scope, rule -> RuleConditions.NONE).leftOut(),
        HeaderRule::source,
        HeaderRule::scope);
    HeaderOverflow.find(headers).forEach(this::tellOfOverflow);
  }

  private void redirects(List<RedirectRule> rules) {
    tell(
        RuleTable.of(rules, RedirectRule::scope, RedirectRule::conditions).leftOut(),
        RedirectRule::source,
        RedirectRule::scope);
  }

  /** Rules that are left out for one cause. */
  private record Cause(Reason reason, String path) {}

  /** Hundreds of rules for one path would push out all else: the first one counts the others. */
  private <R> void tell(
      List<LeftOut<R>> leftOut, Function<R, RuleSource> source, Function<R, RuleScope> scope) {
    Map<Cause, List<R>> byCause =
        leftOut.stream()
            .collect(
                groupingBy(
                    left -> cause(left.reason(), scope.apply(left.rule())),
                    LinkedHashMap::new,
                    mapping(LeftOut::rule, toList())));
    byCause.forEach(
        (cause, rules) -> tell(source.apply(rules.getFirst()), cause.reason(), rules.size()));
  }

  private static Cause cause(Reason reason, RuleScope scope) {
    return new Cause(
        reason, reason == Reason.TOO_MANY ? NAME.matcher(scope.path()).replaceAll("/:") : "");
  }

  private void tell(RuleSource first, Reason reason, int count) {
    String rules =
        count == 1
            ? "The rule is left out: "
            : "The rule and %,d after it are left out: ".formatted(count - 1);
    problems.error(first, rules + because(reason));
  }

  private static String because(Reason reason) {
    return switch (reason) {
      case SHAPES ->
          "the rules before it have placeholders in %d different sets of segments, which is the most."
              .formatted(RuleTable.MAX_SHAPES);
      case SEGMENTS ->
          "its path has a placeholder and more than %d segments.".formatted(RuleTable.MAX_SEGMENTS);
      case TOO_MANY ->
          "%,d rules for the same path come before it, which is the most that a request is compared with."
              .formatted(Candidates.MAX_TRIED);
    };
  }

  private void tellOfOverflow(HeaderRule rule) {
    problems.error(
        rule.source(),
        "Not all headers of this block are sent: with the other blocks for the same paths they are more than %d headers or %,d characters, which one answer may have."
            .formatted(ResponseHeaders.MAX_FIELDS, ResponseHeaders.MAX_CHARACTERS));
  }
}
