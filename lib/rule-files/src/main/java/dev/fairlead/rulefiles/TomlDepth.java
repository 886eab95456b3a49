package dev.fairlead.rulefiles;

/**
 * How deep the brackets of a TOML text are nested. The parser recurses once a level, so a file of
 * nothing but brackets would end its thread.
 */
final class TomlDepth {
  private final String text;
  private int at;

  private TomlDepth(String text) {
    this.text = text;
  }

  /** The greatest depth; too great rather than too small where the text is no valid TOML. */
  static int of(String text) {
    return new TomlDepth(text).scan();
  }

  private int scan() {
    int depth = 0;
    int deepest = 0;
    while (at < text.length()) {
      char character = text.charAt(at);
      switch (character) {
        case '[', '{' -> deepest = Math.max(deepest, ++depth);
        case ']', '}' -> depth = Math.max(0, depth - 1);
        case '#' -> skipTo("\n");
        case '"', '\'' -> skipString(character);
        default -> {}
      }
      at++;
    }
    return deepest;
  }

  /** Leaves {@code at} on the last character of the string. */
  private void skipString(char quote) {
    String three = String.valueOf(quote).repeat(3);
    if (text.startsWith(three, at)) {
      at += 3;
      skipEscaped(three, quote == '"');
      at += 2;
    } else {
      at++;
      skipEscaped(String.valueOf(quote), quote == '"');
    }
  }

  private void skipEscaped(String end, boolean escapes) {
    while (at < text.length() && !text.startsWith(end, at)) {
      boolean lineEnds = end.length() == 1 && text.charAt(at) == '\n';
      if (lineEnds) {
        return;
      }
      at += escapes && text.charAt(at) == '\\' ? 2 : 1;
    }
  }

  private void skipTo(String end) {
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found;
  }
}
