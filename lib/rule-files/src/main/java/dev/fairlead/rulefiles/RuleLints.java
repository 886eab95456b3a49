package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for redirect rules that can have no effect: behind a file, behind another rule, or leading
 * back to themselves. One pass over the rules; what it finds are warnings.
 */
final class RuleLints {
  private final List<RedirectRule> rules;
  private final PublishedAddresses published;
  private final ProblemList problems;
  private final ScopeTries unconditional = new ScopeTries();

  /**
   * Prepares the pass.
   *
   * @param rules in the order written
   */
  RuleLints(List<RedirectRule> rules, PublishedAddresses published, ProblemList problems) {
    this.rules = inOrderOfEvaluation(rules);
    this.published = published;
    this.problems = problems;
  }

  private record Match(RuleScope scope, RuleConditions conditions) {}

  void run() {
    Map<Match, Integer> seen = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      RedirectRule rule = rules.get(i);
      tellIfBehindFile(rule);
      tellIfWithoutPage(rule);
      int covering = unconditional.firstCovering(rule.scope());
      Integer same = seen.putIfAbsent(new Match(rule.scope(), rule.conditions()), i);
      if (same != null) {
        tellOfSame(rule, rules.get(same));
      } else if (covering != CoveringTrie.NONE) {
        tellOfCovering(rule, rules.get(covering));
      }
      if (rule.conditions().equals(RuleConditions.NONE)) {
        unconditional.add(rule.scope(), i);
      }
    }
    new LoopLint(rules, unconditional, published, problems).run();
  }

  private static List<RedirectRule> inOrderOfEvaluation(List<RedirectRule> written) {
    List<RedirectRule> ordered = new ArrayList<>(written.size());
    written.stream().filter(RedirectRule::force).forEach(ordered::add);
    written.stream().filter(rule -> !rule.force()).forEach(ordered::add);
    return ordered;
  }

  private void tellIfBehindFile(RedirectRule rule) {
    String path = rule.scope().path();
    if (!rule.force() && published.has(path)) {
      problems.warning(
          rule.source(),
          "The site has a file at %s, which wins; write %d! for the rule to come first."
              .formatted(Quoted.of(path), rule.status()));
    }
  }

  /** Only files answer for a rule's target, so that no other rule can make the page. */
  private void tellIfWithoutPage(RedirectRule rule) {
    if ((rule.status() >= 300 && rule.status() < 400) || !rule.to().startsWith("/")) {
      return;
    }
    String path = rule.to().split("[?]", 2)[0];
    if (path.contains(":") || published.has(path)) {
      return;
    }
    problems.warning(
        rule.source(),
        rule.status() == 200
            ? "The site has no page at %s, so the rule answers as where nothing is found; publish that page or correct the target."
                .formatted(Quoted.of(path))
            : "The site has no page at %s, so the rule answers with status %d and no page; publish that page or correct the target."
                .formatted(Quoted.of(path), rule.status()));
  }

  private void tellOfSame(RedirectRule rule, RedirectRule first) {
    boolean duplicate = rule.to().equals(first.to()) && rule.status() == first.status();
    problems.warning(
        rule.source(),
        duplicate
            ? "This is the same rule as %s; remove one.".formatted(place(rule, first))
            : "This is never reached: %s is for the same requests and comes first."
                .formatted(place(rule, first)));
  }

  private void tellOfCovering(RedirectRule rule, RedirectRule first) {
    problems.warning(
        rule.source(),
        "This is never reached: %s (%s) comes first and matches all of it; write this one above it."
            .formatted(place(rule, first), first.scope().path()));
  }

  /** Where another rule is, as seen from this one. */
  static String place(RedirectRule from, RedirectRule other) {
    RuleSource source = other.source();
    return source.file().equals(from.source().file()) && source.line() > 0
        ? "line " + source.line()
        : source.toString();
  }
}
