package dev.fairlead.site.matching;

import java.util.regex.Pattern;

/** Whether a path has a segment {@code .} or {@code ..}, which leads out of where it stands. */
public final class DotSegments {
  private static final Pattern ESCAPED_DOT = Pattern.compile("%2[eE]");

  private DotSegments() {}

  /** Looks at a path as sent or written: an escaped dot is one (RFC 3986 §6.2.2.2). */
  public static boolean areInRaw(String path) {
    return areIn(path.indexOf('%') < 0 ? path : ESCAPED_DOT.matcher(path).replaceAll("."));
  }

  /** Looks at a decoded path that begins with a slash. */
  public static boolean areIn(String path) {
    for (int dot = path.indexOf("/."); dot >= 0; dot = path.indexOf("/.", dot + 1)) {
      int end = path.startsWith("..", dot + 1) ? dot + 3 : dot + 2;
      if (end == path.length() || path.charAt(end) == '/') {
        return true;
      }
    }
    return false;
  }
}
