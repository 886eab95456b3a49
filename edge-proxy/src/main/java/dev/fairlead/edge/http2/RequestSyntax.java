package dev.fairlead.edge.http2;

import io.netty.handler.codec.http.HttpMethod;

/** Which texts can be the parts of a request (RFC 9110 §5.6.2, §8.6; RFC 9113 §8.3.1). */
final class RequestSyntax {
  private static final int MAX_LENGTH_DIGITS = 18;

  private RequestSyntax() {}

  /** A path and query without a fragment, or {@code *} for OPTIONS (§8.3.1). */
  static boolean isTarget(String target, HttpMethod method) {
    if (!target.startsWith("/")) {
      return target.equals("*") && method.equals(HttpMethod.OPTIONS);
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c == '#' || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** Whether the text can be a method. */
  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || !(Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The number of bytes; -1 if the text is none. */
  static long parseLength(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH_DIGITS) {
      return -1;
    }
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      length = 10 * length + digit;
    }
    return length;
  }
}
