package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for redirect rules that can have no effect: behind a file, behind another rule, or leading
 * back to themselves; and for those that lead astray. One pass over the rules; what it finds are
 * warnings.
 */
final class RuleLints {
  private final List<ReadRedirect> rules;
  private final PublishedAddresses published;
  private final ProblemList problems;
  private final ScopeTries unconditional = new ScopeTries();

  /** Of which rule the part for paths without a rest is reached; the rule itself comes next. */
  private @Nullable Words reachedPart;

  /**
   * Prepares the pass.
   *
   * @param rules in the order written
   */
  RuleLints(List<ReadRedirect> rules, PublishedAddresses published, ProblemList problems) {
    this.rules = inOrderOfEvaluation(rules);
    this.published = published;
    this.problems = problems;
  }

  private record Match(RuleScope scope, RuleConditions conditions) {}

  void run() {
    Map<Match, Integer> seen = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      ReadRedirect read = rules.get(i);
      RedirectRule rule = read.rule();
      Integer same = seen.putIfAbsent(new Match(rule.scope(), rule.conditions()), i);
      int covering = unconditional.firstCovering(rule.scope());
      if (!read.derived()) {
        tellIfBehindFile(read);
        tellIfWithoutPage(read);
      }
      if (same != null || covering != CoveringTrie.NONE) {
        tellIfNeverReached(read, same == null ? null : rules.get(same), covering);
      } else if (read.derived()) {
        reachedPart = read.words();
      }
      if (rule.conditions().equals(RuleConditions.NONE)) {
        unconditional.add(rule.scope(), i);
      }
    }
    EvaluatedRedirects redirects = new EvaluatedRedirects(rules, unconditional, published);
    new LoopLint(redirects, problems).run();
    new DetourLint(redirects, problems).run();
  }

  /** A rule is never reached if no part of it is. */
  private void tellIfNeverReached(ReadRedirect read, @Nullable ReadRedirect same, int covering) {
    if (read.derived() || read.words() == reachedPart) {
      return;
    }
    if (same != null && !same.derived()) {
      tellOfSame(read, same);
    } else {
      tellOfCovering(read, rules.get(covering));
    }
  }

  private static List<ReadRedirect> inOrderOfEvaluation(List<ReadRedirect> written) {
    List<ReadRedirect> ordered = new ArrayList<>(written.size());
    written.stream().filter(read -> read.rule().force()).forEach(ordered::add);
    written.stream().filter(read -> !read.rule().force()).forEach(ordered::add);
    return ordered;
  }

  private void tellIfBehindFile(ReadRedirect read) {
    String path = read.rule().scope().path();
    if (!read.rule().force() && published.has(path)) {
      problems.warning(
          read.words().source(),
          "The site has a file at %s, which wins; %s."
              .formatted(Quoted.of(path), read.words().howToBeatAFile(read.rule().status())));
    }
  }

  /** Only files answer for a rule's target, so that no other rule can make the page. */
  private void tellIfWithoutPage(ReadRedirect read) {
    RedirectRule rule = read.rule();
    if (read.isRedirect() || !rule.to().startsWith("/")) {
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

  private void tellOfSame(ReadRedirect read, ReadRedirect first) {
    RedirectRule rule = read.rule();
    boolean duplicate =
        rule.to().equals(first.rule().to()) && rule.status() == first.rule().status();
    String place = read.words().place(first.words());
    problems.warning(
        rule.source(),
        duplicate
            ? "This is the same rule as %s; remove one.".formatted(place)
            : "This is never reached: %s is for the same requests and comes first."
                .formatted(place));
  }

  private void tellOfCovering(ReadRedirect read, ReadRedirect first) {
    RedirectRule rule = read.rule();
    boolean forced = first.rule().force() && !rule.force();
    problems.warning(
        rule.source(),
        "This is never reached: %s (%s) comes first and matches all of it; %s."
            .formatted(
                read.words().place(first.words()),
                first.words().from(),
                first.words().howToBeatThis(read.words(), rule.status(), forced)));
  }
}
