package dev.fairlead.rulefiles;

import static java.util.stream.Collectors.toSet;

import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds redirects that lead back to themselves. Each rule has at most one that answers its target,
 * so following them once from every rule finds every circle.
 */
final class LoopLint {
  private static final int UNKNOWN = -2;

  private final EvaluatedRedirects redirects;
  private final ProblemList problems;
  private final Set<String> ownHosts;
  private final int[] next;

  LoopLint(EvaluatedRedirects redirects, ProblemList problems) {
    this.redirects = redirects;
    this.problems = problems;
    this.ownHosts =
        redirects.rules().stream()
            .map(read -> read.rule().scope().host())
            .flatMap(Stream::ofNullable)
            .collect(toSet());
    this.next = new int[redirects.rules().size()];
    Arrays.fill(next, UNKNOWN);
  }

  void run() {
    int[] visitedFrom = new int[redirects.rules().size()];
    for (int start = 0; start < redirects.rules().size(); start++) {
      int rule = start;
      while (rule != CoveringTrie.NONE && visitedFrom[rule] == 0) {
        visitedFrom[rule] = start + 1;
        rule = next(rule);
      }
      if (rule != CoveringTrie.NONE && visitedFrom[rule] == start + 1) {
        tell(rule);
      }
    }
  }

  private void tell(int rule) {
    Words first = redirects.get(rule).words();
    Words second = redirects.get(next(rule)).words();
    problems.warning(
        first.source(),
        rule == next(rule)
            ? "This redirects in a circle: its target %s matches the rule again."
                .formatted(Quoted.of(first.to()))
            : "This redirects in a circle: %s answers its target %s and leads back here."
                .formatted(first.place(second), Quoted.of(first.to())));
  }

  private int next(int rule) {
    if (next[rule] == UNKNOWN) {
      next[rule] = answering(redirects.get(rule));
    }
    return next[rule];
  }

  /** The redirect that surely answers the target of a redirect. */
  private int answering(ReadRedirect read) {
    RuleScope target = mayLoop(read) ? target(read.rule()) : null;
    if (target == null) {
      return CoveringTrie.NONE;
    }
    int found = redirects.firstCovering(target);
    if (found == CoveringTrie.NONE || !mayLoop(redirects.get(found))) {
      return CoveringTrie.NONE;
    }
    return !redirects.get(found).rule().force() && hasFile(target.path())
        ? CoveringTrie.NONE
        : found;
  }

  private static boolean mayLoop(ReadRedirect read) {
    return read.isRedirect() && read.rule().conditions().equals(RuleConditions.NONE);
  }

  /**
   * Where a redirect within the site leads; null where that cannot be said. A host that some rule
   * is for is one of the site's: otherwise that rule would never be asked.
   */
  private @Nullable RuleScope target(RedirectRule rule) {
    Origin origin = Origin.of(rule.to());
    boolean own = origin != null && ownHosts.contains(origin.authority().toLowerCase(Locale.ROOT));
    if (origin != null && !own) {
      return null;
    }
    String pattern = targetPattern(origin == null ? rule.to() : origin.rest());
    if (pattern == null) {
      return null;
    }
    return origin == null
        ? new RuleScope(rule.scope().scheme(), rule.scope().host(), pattern, true)
        : new RuleScope(
            origin.scheme(), origin.authority().toLowerCase(Locale.ROOT), pattern, true);
  }

  private static @Nullable String targetPattern(String target) {
    String path = target.split("[?#]", 2)[0];
    if (!path.startsWith("/") || path.contains("*")) {
      return null;
    }
    String pattern = path.replaceAll("/:splat$", "/*");
    String[] segments = pattern.substring(1).split("/", -1);
    for (String segment : segments) {
      boolean partly = segment.indexOf(':', 1) > 0;
      if (partly || segment.equals(":splat")) {
        return null;
      }
    }
    return pattern;
  }

  private boolean hasFile(String pattern) {
    int placeholder = pattern.indexOf(':');
    if (placeholder > 0) {
      return redirects.published().hasBelow(pattern.substring(0, placeholder));
    }
    return pattern.endsWith("/*")
        ? redirects.published().hasBelow(pattern.substring(0, pattern.length() - 1))
        : redirects.published().has(pattern);
  }
}
