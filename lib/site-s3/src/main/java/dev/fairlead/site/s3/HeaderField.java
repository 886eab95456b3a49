package dev.fairlead.site.s3;

import java.util.Locale;

/**
 * One header (RFC 9112 §5).
 *
 * @param name in lower case
 * @param value without the blanks around it
 */
record HeaderField(String name, String value) {
  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
  private static final int DELETE = 0x7f;

  /**
   * Reads a line.
   *
   * @throws MalformedAnswerException if it is no header, or goes on from the line before
   */
  static HeaderField parse(String line) throws MalformedAnswerException {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new MalformedAnswerException("header", line, "a name, a colon and a value");
    }
    String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
    for (int i = 0; i < colon; i++) {
      if (!isOfToken(name.charAt(i))) {
        throw new MalformedAnswerException("header", line, "a name before the colon");
      }
    }
    int start = colon + 1;
    int end = line.length();
    while (start < end && isBlank(line.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(line.charAt(end - 1))) {
      end--;
    }
    for (int i = start; i < end; i++) {
      char c = line.charAt(i);
      if ((c < ' ' && c != '\t') || c == DELETE) {
        throw new MalformedAnswerException("header", line, "no control characters");
      }
    }
    return new HeaderField(name, line.substring(start, end));
  }

  private static boolean isOfToken(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || TOKEN_PUNCTUATION.indexOf(c) >= 0;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Whether it says where the body ends, so that two of them are one too many. */
  boolean isFraming() {
    return name.equals("content-length") || name.equals("transfer-encoding");
  }
}
