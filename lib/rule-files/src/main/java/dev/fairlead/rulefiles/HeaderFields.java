package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.HeaderRule.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects the headers of one block: each name is checked; a name that is there twice has its
 * values joined by a comma (RFC 9110 §5.3), but for {@code Set-Cookie}.
 */
final class HeaderFields {
  /** Most headers of one block. */
  static final int MAX_FIELDS = 100;

  static final int MAX_VALUE_LENGTH = 8192;

  private static final String SET_COOKIE = "set-cookie";
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");

  /** RFC 9110 §7.6.1, and what frames a message or describes the connection it is sent on. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** What the edge decides for every answer; another value would make the answer a lie. */
  private static final Set<String> OF_THE_ANSWER =
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

  private final boolean appends;
  private final Map<String, @Nullable String> joined = new LinkedHashMap<>();
  private final List<Field> cookies = new ArrayList<>();

  /**
   * An empty block.
   *
   * @param appends whether values join those of earlier blocks
   */
  HeaderFields(boolean appends) {
    this.appends = appends;
  }

  /**
   * Adds a header.
   *
   * @throws InvalidRuleException if a site must not set it, or not to this value
   */
  void set(String name, String value) throws InvalidRuleException {
    String key = checkedName(name);
    String text = checkedValue(name, value.strip());
    checkCount();
    if (key.equals(SET_COOKIE)) {
      checkCookie(text);
      cookies.add(new Field(SET_COOKIE, text, true));
      return;
    }
    String before = joined.get(key);
    String all = before == null ? text : before + ", " + text;
    if (all.length() > MAX_VALUE_LENGTH) {
      throw tooLong(name, all.length());
    }
    joined.put(key, all);
  }

  /**
   * Removes a header that an earlier block or the platform has set.
   *
   * @throws InvalidRuleException if a site must not remove it
   */
  void remove(String name) throws InvalidRuleException {
    String key = checkedName(name);
    checkCount();
    if (key.equals("vary")) {
      throw new InvalidRuleException("A site cannot remove Vary: caches would mix codings up.");
    }
    joined.putIfAbsent(key, null);
  }

  List<Field> toList() {
    List<Field> fields = new ArrayList<>(joined.size() + cookies.size());
    joined.forEach(
        (name, value) -> fields.add(new Field(name, whole(name, value), value != null && appends)));
    fields.addAll(cookies);
    return fields;
  }

  /** Every answer varies with its coding, whatever else the site knows it to vary with. */
  private static @Nullable String whole(String name, @Nullable String value) {
    boolean partOfVary =
        name.equals("vary")
            && value != null
            && !value.toLowerCase(Locale.ROOT).contains("accept-encoding");
    return partOfVary ? "Accept-Encoding, " + value : value;
  }

  private void checkCount() throws InvalidRuleException {
    if (joined.size() + cookies.size() >= MAX_FIELDS) {
      throw new InvalidRuleException(
          "The block has more than %d headers; this one is left out.".formatted(MAX_FIELDS));
    }
  }

  private static String checkedName(String name) throws InvalidRuleException {
    String key = name.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(key).matches()) {
      throw new InvalidRuleException(
          "%s is no header name (expected: letters, digits and hyphens)."
              .formatted(Quoted.of(name)));
    }
    if (OF_THE_CONNECTION.contains(key)) {
      throw new InvalidRuleException(
          "A site cannot set %s: it belongs to the connection.".formatted(name));
    }
    if (OF_THE_ANSWER.contains(key)) {
      throw new InvalidRuleException(
          "A site cannot set %s: the edge decides it for every answer.".formatted(name));
    }
    switch (key) {
      case "location" ->
          throw new InvalidRuleException(
              "A site cannot set Location here; write a redirect rule instead.");
      case "basic-auth" ->
          throw new InvalidRuleException(
              "Basic-Auth is a feature of Netlify that is not supported; the pages are NOT"
                  + " protected.");
      default -> {}
    }
    return key;
  }

  private static String checkedValue(String name, String value) throws InvalidRuleException {
    if (value.isEmpty()) {
      throw new InvalidRuleException(
          "%s has no value; to remove a header write ! %s.".formatted(name, name));
    }
    if (value.length() > MAX_VALUE_LENGTH) {
      throw tooLong(name, value.length());
    }
    if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw new InvalidRuleException(
          "The value of %s has a character in it that no header may have (expected: printable ASCII)."
              .formatted(name));
    }
    return value;
  }

  private static InvalidRuleException tooLong(String name, int length) {
    return new InvalidRuleException(
        "The value of %s has %,d characters (expected: at most %,d)."
            .formatted(name, length, MAX_VALUE_LENGTH));
  }

  private static void checkCookie(String value) throws InvalidRuleException {
    for (String attribute : value.split(";", -1)) {
      String name = attribute.split("=", 2)[0].strip();
      if (name.equalsIgnoreCase("domain")) {
        throw new InvalidRuleException(
            "A cookie with Domain would reach other sites; remove the attribute.");
      }
    }
  }
}
