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

  /** {@code uri-host [":" port]} of RFC 3986 §3.2.2, without user information. */
  static boolean isAuthority(String text) {
    String name = withoutPort(text);
    if (name.isEmpty()) {
      return false;
    }
    boolean address = name.startsWith("[") && name.endsWith("]");
    for (int i = address ? 1 : 0; i < name.length() - (address ? 1 : 0); i++) {
      char c = name.charAt(i);
      boolean allowed =
          address
              ? Character.digit(c, 16) >= 0 || c == ':' || c == '.'
              : (c < 0x80 && Character.isLetterOrDigit(c)) || "._~!$&'()*+,;=%-".indexOf(c) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return isPort(text, name.length());
  }

  private static boolean isPort(String text, int colon) {
    for (int i = colon + 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() - colon <= 6;
  }

  /** The host of an authority. */
  static String withoutPort(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
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
