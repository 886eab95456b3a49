package dev.fairlead.rulefiles;

import dev.fairlead.site.Hostname;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An absolute URL in its two parts.
 *
 * @param scheme {@code http} or {@code https}
 * @param authority as written
 * @param rest path, query and fragment as written, perhaps empty
 */
record Origin(String scheme, String authority, String rest) {
  private static final int MAX_PORT = 65_535;

  /** Takes a URL apart; null if the text is none. */
  static @Nullable Origin of(String text) {
    int colon = text.indexOf("://");
    if (colon < 0) {
      return null;
    }
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return null;
    }
    int start = colon + 3;
    int end = start;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return new Origin(scheme, text.substring(start, end), text.substring(end));
  }

  /**
   * The host, for which the rule must not depend on anything a visitor sends.
   *
   * @throws InvalidRuleException if it is no plain DNS name
   */
  Hostname host() throws InvalidRuleException {
    if (authority.indexOf('*') >= 0 || authority.startsWith(":") || authority.contains(".:")) {
      throw new InvalidRuleException(
          "The host %s has a placeholder in it; write the whole host name."
              .formatted(Quoted.of(authority)));
    }
    if (authority.indexOf('@') >= 0) {
      throw new InvalidRuleException(
          "The URL has a user name or password in front of its host; remove it.");
    }
    return Hostname.ofAuthority(authority)
        .orElseThrow(
            () ->
                new InvalidRuleException(
                    "%s is no host name (expected: letters, digits, hyphens and dots)."
                        .formatted(Quoted.of(authority))));
  }

  boolean hasPort() {
    return authority.indexOf(':') >= 0;
  }

  /**
   * Refuses a port that no server can have; none after the colon is the usual one (RFC 3986
   * §3.2.3).
   *
   * @throws InvalidRuleException if it is not 1–65535
   */
  void checkPort() throws InvalidRuleException {
    String port = hasPort() ? authority.substring(authority.indexOf(':') + 1) : "";
    if (!port.isEmpty() && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > MAX_PORT)) {
      throw new InvalidRuleException(
          "The port of %s is %s (expected: 1–65535).".formatted(Quoted.of(authority), port));
    }
  }
}
