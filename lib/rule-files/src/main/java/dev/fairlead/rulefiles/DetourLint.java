package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleScope;

/**
 * Finds redirects to a file by a spelling that HTML handling redirects again. One look-up for each
 * rule; targets with placeholders and those on other hosts are not looked at.
 */
final class DetourLint {
  private final EvaluatedRedirects redirects;
  private final ProblemList problems;

  DetourLint(EvaluatedRedirects redirects, ProblemList problems) {
    this.redirects = redirects;
    this.problems = problems;
  }

  void run() {
    for (ReadRedirect read : redirects.rules()) {
      String target = read.rule().to();
      if (read.isRedirect() && target.startsWith("/") && isReached(read.rule())) {
        String path = target.split("[?#]", 2)[0];
        String answering = isFixed(read) ? redirects.published().answering(path) : null;
        if (answering != null && !answering.equals(path) && !isForcedAway(read.rule(), path)) {
          tell(read, path, answering);
        }
      }
    }
  }

  private void tell(ReadRedirect read, String path, String answering) {
    String written = Quoted.of(answering + read.rule().to().substring(path.length()));
    problems.warning(
        read.words().toSource(),
        answering.equals(read.rule().scope().path())
            ? "This redirects in a circle: %s is redirected to %s, where its page answers; remove the rule."
                .formatted(Quoted.of(path), Quoted.of(answering))
            : "%s is redirected to %s, where its page answers; write %s, so that nobody is redirected twice."
                .formatted(Quoted.of(path), Quoted.of(answering), written));
  }

  /** A rule for paths without a rest has none in its target, but what was written has. */
  private static boolean isFixed(ReadRedirect read) {
    return !read.rule().to().contains(":") && !read.words().to().contains(":");
  }

  /** A rule behind a file has a warning of its own. */
  private boolean isReached(RedirectRule rule) {
    return rule.force() || !redirects.published().has(rule.scope().path());
  }

  /** Whether a rule that comes before the files answers the target. */
  private boolean isForcedAway(RedirectRule rule, String path) {
    RuleScope own = rule.scope();
    int found = redirects.firstCovering(new RuleScope(own.scheme(), own.host(), path, true));
    return found != CoveringTrie.NONE && redirects.get(found).rule().force();
  }
}
