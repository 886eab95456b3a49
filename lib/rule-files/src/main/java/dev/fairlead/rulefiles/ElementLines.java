package dev.fairlead.rulefiles;

import java.util.ArrayList;
import java.util.List;
import org.tomlj.TomlPosition;

/**
 * Where the elements of lists in a TOML file are. The parser names the place behind the bracket or
 * comma before an element; line breaks and comments may stand between.
 */
final class ElementLines {
  private final String text;
  private final List<Integer> starts = new ArrayList<>();

  ElementLines(String text) {
    this.text = text;
    starts.add(0);
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      starts.add(end + 1);
    }
  }

  /** The line, from 1, of the element that a place is for. */
  int of(TomlPosition place) {
    int line = Math.max(place.line(), 1);
    if (line > starts.size()) {
      return line;
    }
    int next = starts.get(line - 1) + Math.max(place.column() - 1, 0);
    while (next < text.length() && isBetween(text.charAt(next))) {
      if (text.charAt(next) == '#') {
        next = Math.max(text.indexOf('\n', next), next);
      }
      if (text.charAt(next) == '\n') {
        line++;
      }
      next++;
    }
    return line;
  }

  private static boolean isBetween(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '#';
  }
}
