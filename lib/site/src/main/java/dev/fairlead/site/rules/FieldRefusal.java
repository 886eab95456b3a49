package dev.fairlead.site.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a header field is not a site's to set or remove. This is the one place that says so: who
 * reads the files of a site, who accepts rules from a build, which may have made them up, and who
 * applies them all ask here.
 */
public enum FieldRefusal {
  NO_NAME("%s is no header name (expected: letters, digits and hyphens)."),
  OF_CONNECTION("A site cannot set %s: it belongs to the connection."),
  OF_ANSWER("A site cannot set %s: the edge decides it for every answer."),
  LOCATION("A site cannot set %s here; write a redirect rule instead."),
  BASIC_AUTH("%s is a feature of Netlify that is not supported; the pages are NOT protected."),
  VARY_REMOVED("A site cannot remove %s: caches would mix codings up."),
  NO_VALUE("%1$s has no value; to remove a header write ! %1$s."),
  UNPRINTABLE(
      "The value of %s has a character in it that no header may have (expected: printable ASCII)."),
  COOKIE_DOMAIN("A cookie with Domain would reach other sites; remove the attribute.");

  private static final int MAX_NAME_LENGTH = 256;
  private static final String NAME_PUNCTUATION = "!#$%&'*+-.^_`|~";

  /** What frames a message or describes the connection it is sent on (RFC 9110 §7.6.1). */
  private static final Set<String> CONNECTION_NAMES =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "http2-settings",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** What is said to or by a proxy: {@code Proxy-Authenticate}, {@code Proxy-Connection} … */
  private static final String OF_PROXIES = "proxy-";

  /** What the edge decides for every answer; another value would make the answer a lie. */
  private static final Set<String> ANSWER_NAMES =
      Set.of(
          "accept-ranges",
          "age",
          "allow",
          "alt-svc",
          "content-encoding",
          "content-range",
          "date",
          "etag",
          "last-modified");

  private final String sentence;

  FieldRefusal(String sentence) {
    this.sentence = sentence;
  }

  /**
   * Why a site must not do this; empty if it may.
   *
   * @param name in any case
   * @param value null to remove the field
   */
  public static Optional<FieldRefusal> of(String name, @Nullable String value) {
    String key = name.toLowerCase(Locale.ROOT);
    if (!isName(key)) {
      return Optional.of(NO_NAME);
    }
    if (isOfConnection(key)) {
      return Optional.of(OF_CONNECTION);
    }
    if (ANSWER_NAMES.contains(key)) {
      return Optional.of(OF_ANSWER);
    }
    return switch (key) {
      case "location" -> Optional.of(LOCATION);
      case "basic-auth" -> Optional.of(BASIC_AUTH);
      case "vary" -> value == null ? Optional.of(VARY_REMOVED) : ofValue(key, value);
      default -> value == null ? Optional.empty() : ofValue(key, value);
    };
  }

  /**
   * Whether a field is about one connection, so that nobody passes it on.
   *
   * @param name in lower case
   */
  public static boolean isOfConnection(String name) {
    return CONNECTION_NAMES.contains(name) || name.startsWith(OF_PROXIES);
  }

  /**
   * The reason in words for whoever wrote the field.
   *
   * @param name as it was written
   */
  public String sentence(String name) {
    return sentence.formatted(name);
  }

  private static Optional<FieldRefusal> ofValue(String name, String value) {
    if (value.isBlank()) {
      return Optional.of(NO_VALUE);
    }
    if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      return Optional.of(UNPRINTABLE);
    }
    return name.equals("set-cookie") && hasDomain(value)
        ? Optional.of(COOKIE_DOMAIN)
        : Optional.empty();
  }

  /** RFC 6265 §5.2: attributes follow the first semicolon, in any case, with space around. */
  private static boolean hasDomain(String cookie) {
    String[] parts = cookie.split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].split("=", 2)[0].strip().equalsIgnoreCase("domain")) {
        return true;
      }
    }
    return false;
  }

  /** RFC 9110 §5.1, in lower case. */
  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME_LENGTH
        && name.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || NAME_PUNCTUATION.indexOf(c) >= 0);
  }
}
