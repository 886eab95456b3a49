package dev.fairlead.edge.http;

import dev.fairlead.site.Hostname;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The host that a request is for: a {@code Host} field or {@code :authority} (RFC 9110 §7.2).
 *
 * @param name as sent, in lower case and without port
 * @param host the name where it is a DNS name; null for anything else
 * @param port 0 if none is named, so that of the scheme is meant
 */
public record Authority(String name, @Nullable Hostname host, int port) {
  private static final int MAX_PORT_DIGITS = 5;
  private static final String MARKS = "._~!$&'()*+,;=%-";

  /** What HTTP/1.0 may leave out. */
  public static final Authority NONE = new Authority("", null, 0);

  /**
   * Reads {@code uri-host [":" port]} without user information (RFC 3986 §3.2.2); null if the text
   * is none.
   */
  public static @Nullable Authority parse(String text) {
    int colon = text.lastIndexOf(':');
    int end = colon > text.lastIndexOf(']') ? colon : text.length();
    if (!isHost(text, end) || !isPort(text, end)) {
      return null;
    }
    String name = text.substring(0, end).toLowerCase(Locale.ROOT);
    int port = text.length() - end > 1 ? Integer.parseInt(text, end + 1, text.length(), 10) : 0;
    return new Authority(name, Hostname.ofAuthority(name).orElse(null), port);
  }

  private static boolean isHost(String text, int end) {
    boolean address = end > 2 && text.charAt(0) == '[' && text.charAt(end - 1) == ']';
    int last = address ? end - 1 : end;
    for (int i = address ? 1 : 0; i < last; i++) {
      char c = text.charAt(i);
      boolean allowed =
          address
              ? (c < 0x80 && Character.digit(c, 16) >= 0) || c == ':' || c == '.'
              : isLetterOrDigit(c) || MARKS.indexOf(c) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return end > 0;
  }

  private static boolean isPort(String text, int colon) {
    for (int i = colon + 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() - colon <= 1 + MAX_PORT_DIGITS;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
