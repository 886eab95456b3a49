package dev.fairlead.site.rules;

import java.util.Objects;

/**
 * What is wrong with a rule, for the person who wrote it.
 *
 * @param sentence what was found, and what to write instead
 */
public record RuleProblem(RuleSource source, Severity severity, String sentence) {

  /** Whether a rule was left out or is only suspicious. */
  public enum Severity {
    /** The rule is not applied. */
    ERROR,
    /** The rule is applied, but probably does not do what was meant. */
    WARNING
  }

  public RuleProblem {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(sentence, "sentence");
  }
}
