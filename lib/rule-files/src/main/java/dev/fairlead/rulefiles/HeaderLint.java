package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RuleScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for header rules that do not say what they seem to: for an address that only redirects to
 * the page, or for a path that its file has a block for already.
 */
final class HeaderLint {
  private final PublishedAddresses published;
  private final ProblemList problems;

  HeaderLint(PublishedAddresses published, ProblemList problems) {
    this.published = published;
    this.problems = problems;
  }

  private record Block(String file, RuleScope scope) {}

  void run(List<ReadHeaders> blocks) {
    Map<Block, HeaderRule> seen = new HashMap<>();
    for (ReadHeaders read : blocks) {
      HeaderRule rule = read.rule();
      tellIfRedirected(read);
      HeaderRule first = seen.putIfAbsent(new Block(rule.source().file(), rule.scope()), rule);
      if (first != null) {
        problems.warning(
            rule.source(),
            "There is a block for %s already, on line %d; put their headers together."
                .formatted(Quoted.of(read.from()), first.source().line()));
      }
    }
  }

  private void tellIfRedirected(ReadHeaders read) {
    HeaderRule rule = read.rule();
    String address = published.answering(rule.scope().path());
    if (address == null || matches(rule.scope(), address)) {
      return;
    }
    problems.warning(
        rule.source(),
        "The page answers at %s; %s only redirects there, and these headers go with the redirect alone."
            .formatted(Quoted.of(address), Quoted.of(read.from())));
  }

  private static boolean matches(RuleScope scope, String address) {
    return scope.exact()
        ? scope.path().equals(address)
        : withoutSlash(scope.path()).equals(withoutSlash(address));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
