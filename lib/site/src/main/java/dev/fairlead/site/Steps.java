package dev.fairlead.site;

import dev.fairlead.site.rules.RedirectRule;
import java.util.ArrayList;
import java.util.List;

/** What was looked at on the way to an answer, in words; most requests want none. */
final class Steps {
  /** Nobody wants to know. */
  static final Steps UNTOLD = new Steps(false);

  private final boolean told;
  private final List<String> sentences = new ArrayList<>();

  private Steps(boolean told) {
    this.told = told;
  }

  static Steps told() {
    return new Steps(true);
  }

  void add(String format, Object... arguments) {
    if (told) {
      sentences.add(format.formatted(arguments));
    }
  }

  /** As {@link #add}, where the sentence begins with a rule that matches. */
  void addRule(RedirectRule rule, String rest) {
    if (told) {
      sentences.add("%s: %s matches%s.".formatted(rule.source(), rule.scope().path(), rest));
    }
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
