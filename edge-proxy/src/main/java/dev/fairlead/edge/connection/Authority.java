package dev.fairlead.edge.connection;

import dev.fairlead.site.Hostname;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host that a request is for.
 *
 * @param name as sent, in lower case and without port
 * @param host the name where it is a DNS name; null for anything else
 */
record Authority(String name, @Nullable Hostname host) {
  /** {@code uri-host [":" port]} of RFC 3986 §3.2.2, without user information. */
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::[0-9]{0,5})?");

  /** What HTTP/1.0 may leave out. */
  static final Authority NONE = new Authority("", null);

  /** Reads it; null if it is none. */
  static @Nullable Authority parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return null;
    }
    int colon = text.lastIndexOf(':');
    String name = colon > text.lastIndexOf(']') ? text.substring(0, colon) : text;
    return new Authority(name.toLowerCase(Locale.ROOT), Hostname.ofAuthority(text).orElse(null));
  }
}
