package dev.fairlead.rulefiles;

/** A rule cannot be applied; the message is the sentence its author reads. Never leaves here. */
final class InvalidRuleException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidRuleException(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
