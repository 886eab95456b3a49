package dev.fairlead.site;

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

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
