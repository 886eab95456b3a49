package dev.fairlead.site.matching;

/** The names after colons in patterns and targets: a letter or _, then letters, digits and _. */
final class Placeholders {
  /** What {@code *} has matched. */
  static final String SPLAT = "splat";

  private Placeholders() {}

  /** Whether a text is a colon and a name, and nothing else. */
  static boolean isWhole(String text) {
    return text.length() > 1 && endOfName(text, 0) == text.length();
  }

  /** Where the name ends whose colon stands at an index; that index if no name follows. */
  static int endOfName(String text, int colon) {
    boolean begins =
        colon + 1 < text.length()
            && text.charAt(colon) == ':'
            && isPart(text.charAt(colon + 1))
            && !isDigit(text.charAt(colon + 1));
    if (!begins) {
      return colon;
    }
    int end = colon + 2;
    while (end < text.length() && isPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
