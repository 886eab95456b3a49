package dev.fairlead.buildtask.log;

import dev.fairlead.build.protocol.LogLine;
import java.util.Locale;

/**
 * Makes a line harmless to whoever looks at it: of ANSI escapes (ECMA-48) only SGR, colours and
 * styles, survive; control characters vanish; characters that turn the direction of writing are
 * shown by their number; a line that is too long is cut and the cut is marked.
 */
final class LineCleaner {
  private static final char ESCAPE = '\u001b';
  private static final char BELL = '\u0007';
  private static final String CUT_MARK = " … [line cut]";

  private final String text;
  private final StringBuilder clean;
  private int position;

  private LineCleaner(String text) {
    this.text = text;
    this.clean = new StringBuilder(text.length());
  }

  static String clean(String text) {
    if (text.length() <= LogLine.MAX_LENGTH && text.chars().allMatch(LineCleaner::isPlain)) {
      return text;
    }
    return new LineCleaner(text).run();
  }

  private static boolean isPlain(int c) {
    return c >= 0x20 && c < 0x7f;
  }

  private String run() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == ESCAPE) {
        escape();
      } else {
        character(c);
        position++;
      }
    }
    return cut();
  }

  private void character(char c) {
    if (c == '\t') {
      clean.append(c);
    } else if (turnsDirection(c)) {
      clean.append(String.format(Locale.ROOT, "<U+%04X>", (int) c));
    } else if (c == '\u2028' || c == '\u2029') {
      clean.append(' ');
    } else if (!Character.isISOControl(c)) {
      clean.append(c);
    }
  }

  private static boolean turnsDirection(char c) {
    return (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u200e'
        || c == '\u200f'
        || c == '\u061c';
  }

  private void escape() {
    int start = position;
    position++;
    if (position >= text.length()) {
      return;
    }
    char kind = text.charAt(position);
    if (kind == '[') {
      controlSequence(start);
    } else if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') {
      skipString();
    } else {
      skipShort();
    }
  }

  /** CSI: parameters 0x30–0x3f, intermediates 0x20–0x2f, one final character 0x40–0x7e. */
  private void controlSequence(int start) {
    position++;
    boolean onlyNumbers = true;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c >= 0x40 && c <= 0x7e) {
        position++;
        if (c == 'm' && onlyNumbers) {
          clean.append(text, start, position);
        }
        return;
      }
      if (c < 0x20 || c > 0x3f) {
        return;
      }
      onlyNumbers &= (c >= '0' && c <= '9') || c == ';' || c == ':';
      position++;
    }
  }

  /** OSC, DCS and their like, up to BEL or ST. */
  private void skipString() {
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == BELL) {
        return;
      }
      if (c == ESCAPE) {
        position += position < text.length() && text.charAt(position) == '\\' ? 1 : -1;
        return;
      }
    }
  }

  private void skipShort() {
    while (position < text.length()
        && text.charAt(position) >= 0x20
        && text.charAt(position) <= 0x2f) {
      position++;
    }
    if (position < text.length() && text.charAt(position) != ESCAPE) {
      position++;
    }
  }

  private String cut() {
    if (clean.length() <= LogLine.MAX_LENGTH) {
      return clean.toString();
    }
    int end = LogLine.MAX_LENGTH - CUT_MARK.length();
    if (Character.isHighSurrogate(clean.charAt(end - 1))) {
      end--;
    }
    return clean.substring(0, end) + CUT_MARK;
  }
}
