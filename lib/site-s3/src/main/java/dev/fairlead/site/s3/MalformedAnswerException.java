package dev.fairlead.site.s3;

import java.io.IOException;

/** An answer that is not the HTTP/1.1 that S3 speaks. */
final class MalformedAnswerException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 100;

  MalformedAnswerException(String what, String value, String expected) {
    super("malformed answer: %s: %s (expected: %s)".formatted(what, shown(value), expected));
  }

  /** What a server sends may end up in a log. */
  private static String shown(String value) {
    return value.substring(0, Math.min(value.length(), SHOWN)).replaceAll("\\p{Cntrl}", "?");
  }
}
