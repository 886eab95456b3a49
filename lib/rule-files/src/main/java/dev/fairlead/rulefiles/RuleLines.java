package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleSource;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The lines of a {@code _redirects} or {@code _headers} file, without the white space around. */
final class RuleLines implements Iterator<RuleLines.Line> {
  /** Most characters of a line. */
  static final int MAX_LENGTH = 16_384;

  private final RuleFile file;
  private int next;
  private int number;

  RuleLines(RuleFile file) {
    this.file = file;
  }

  /**
   * One line and where it is.
   *
   * @param indent how many characters of white space stand before it
   */
  record Line(RuleSource source, int indent, String text) {
    boolean isComment() {
      return text.startsWith("#");
    }

    /**
     * Refuses what no rule may have.
     *
     * @throws InvalidRuleException if the line is too long, or not text
     */
    void check() throws InvalidRuleException {
      if (text.length() > MAX_LENGTH) {
        throw new InvalidRuleException(
            "The line has %,d characters (expected: at most %,d)."
                .formatted(text.length(), MAX_LENGTH));
      }
      if (text.indexOf('\ufffd') >= 0) {
        throw new InvalidRuleException("The line is not UTF-8; save the file in that encoding.");
      }
      if (text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
        throw new InvalidRuleException("The line has a control character in it; remove it.");
      }
    }
  }

  @Override
  public boolean hasNext() {
    return next <= file.text().length();
  }

  @Override
  public Line next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int end = file.text().indexOf('\n', next);
    if (end < 0) {
      end = file.text().length();
    }
    String text = file.text().substring(next, end).stripTrailing();
    String withoutIndent = text.stripLeading();
    next = end + 1;
    number++;
    return new Line(
        new RuleSource(file.name(), number), text.length() - withoutIndent.length(), withoutIndent);
  }
}
