package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleSource;
import org.jspecify.annotations.Nullable;

/** A rule cannot be applied; the message is the sentence its author reads. Never leaves here. */
final class InvalidRuleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable RuleSource source;

  InvalidRuleException(String sentence) {
    this(sentence, null);
  }

  /** A sentence about a part of the rule. */
  InvalidRuleException(String sentence, @Nullable RuleSource source) {
    super(sentence, null, false, false);
    this.source = source;
  }

  /** The same, of a part whose place is known; a place that is known already stays. */
  InvalidRuleException at(RuleSource place) {
    return source == null ? new InvalidRuleException(sentence(), place) : this;
  }

  /** The place of the part that is wrong; that of the whole rule where none is known. */
  RuleSource sourceOr(RuleSource rule) {
    return source == null ? rule : source;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
