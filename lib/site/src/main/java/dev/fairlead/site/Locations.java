package dev.fairlead.site;

import org.jspecify.annotations.Nullable;

/** Text of a URL as it may stand in a {@code Location}: what no URL may have is escaped. */
final class Locations {
  private static final String NEVER_PLAIN = "\"<>\\^`{|}";

  private Locations() {}

  /** Path and query of a request as they came; one slash where the path is no path. */
  static String pathAndQuery(SiteRequest request) {
    String path = request.path().startsWith("/") ? printable(request.path()) : "/";
    return withQuery(path, request.query());
  }

  /** A location with the query of a request, if that has one. */
  static String withQuery(String location, @Nullable String query) {
    return query == null ? location : location + "?" + printable(query);
  }

  /** Text whose characters are bytes as sent, those escaped that no URL may have. */
  static String printable(String sent) {
    int plain = 0;
    while (plain < sent.length() && isPrintable(sent.charAt(plain))) {
      plain++;
    }
    if (plain == sent.length()) {
      return sent;
    }
    StringBuilder escaped = new StringBuilder(sent.length() + 16).append(sent, 0, plain);
    for (int i = plain; i < sent.length(); i++) {
      char c = sent.charAt(i);
      if (isPrintable(c)) {
        escaped.append(c);
      } else {
        escaped.append('%').append(hexDigit(c >> 4)).append(hexDigit(c));
      }
    }
    return escaped.toString();
  }

  private static boolean isPrintable(char c) {
    return c > 0x20 && c < 0x7f && NEVER_PLAIN.indexOf(c) < 0;
  }

  private static char hexDigit(int nibble) {
    return "0123456789ABCDEF".charAt(nibble & 0xf);
  }
}
