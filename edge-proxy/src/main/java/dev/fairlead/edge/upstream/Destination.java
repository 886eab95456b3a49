package dev.fairlead.edge.upstream;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request is passed on to.
 *
 * @param host a name, or an address without brackets
 * @param authority host and port as written
 * @param target path and query, beginning with a slash
 */
record Destination(String host, int port, String authority, String target) {
  private static final int HTTPS = 443;
  private static final int LARGEST_PORT = 65_535;
  private static final Pattern URL =
      Pattern.compile(
          "https://((?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?)([/?].*)?");

  /** Reads an encoded {@code https} URL; null if it names no server that could be asked. */
  static @Nullable Destination parse(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      return null;
    }
    int port = matcher.group(4) == null ? HTTPS : Integer.parseInt(matcher.group(4));
    if (port < 1 || port > LARGEST_PORT) {
      return null;
    }
    String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
    String rest = matcher.group(5) == null ? "" : matcher.group(5);
    String target = rest.startsWith("/") ? rest : "/" + rest;
    return new Destination(host, port, matcher.group(1), target);
  }
}
