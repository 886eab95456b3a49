package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RuleScope;

/** A header block of Vercel or Firebase: {@code "headers": [{"key": …, "value": …}]}. */
final class ForeignHeaders {
  private ForeignHeaders() {}

  /**
   * Adds the block.
   *
   * @throws InvalidRuleException if nothing of it can be applied; what is wrong with one header is
   *     told and the rest is applied
   */
  static void add(Section block, ForeignPattern pattern, Reading reading)
      throws InvalidRuleException {
    PathPattern path = PathPattern.parse(pattern.path());
    HeaderFields fields = new HeaderFields(false);
    for (Section header : block.sections("headers")) {
      try {
        fields.set(header.needText("key"), header.needText("value"));
        header.end();
      } catch (InvalidRuleException e) {
        reading.problems().error(header.source(), e.sentence());
      }
    }
    block.end();
    RuleScope scope = new RuleScope(null, null, path.path(), pattern.exact());
    reading.addHeaders(new HeaderRule(block.source(), scope, fields.toList()));
  }
}
