package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * A DNS host name in its one canonical form: lower case, no port, no trailing dot, labels of 1–63
 * characters {@code [a-z0-9-]} that neither begin nor end with a hyphen, at most 253 characters in
 * all (RFC 1123 §2.1). It is safe as the last part of a storage key.
 */
public record Hostname(@JsonValue String value) {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;

  public Hostname {
    if (value == null || !isCanonical(value)) {
      throw new IllegalArgumentException(
          "host name: %s (expected: labels of a-z, 0-9 and inner hyphens, joined by dots)"
              .formatted(value));
    }
  }

  /**
   * Reads a canonical host name.
   *
   * @throws IllegalArgumentException if it is not canonical
   */
  @JsonCreator
  public static Hostname parse(String text) {
    return new Hostname(text);
  }

  /**
   * The host of a {@code Host} header or {@code :authority}: any case, with or without a port and a
   * trailing dot (RFC 9110 §7.2). Empty when it names no DNS host.
   */
  public static Optional<Hostname> ofAuthority(String authority) {
    int end = authority.indexOf(':');
    if (end >= 0 && !isPort(authority, end + 1)) {
      return Optional.empty();
    }
    String host = end < 0 ? authority : authority.substring(0, end);
    if (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    String canonical = host.toLowerCase(Locale.ROOT);
    return isCanonical(canonical) ? Optional.of(new Hostname(canonical)) : Optional.empty();
  }

  /** Whether a text can be one label of a host name. */
  public static boolean isLabel(String text) {
    return isLabel(text, 0, text.length());
  }

  /** The name {@code label.thisHost}. */
  public Hostname child(String label) {
    return new Hostname(label + "." + value);
  }

  private static boolean isCanonical(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    int start = 0;
    while (true) {
      int dot = text.indexOf('.', start);
      int end = dot < 0 ? text.length() : dot;
      if (!isLabel(text, start, end)) {
        return false;
      }
      if (dot < 0) {
        return true;
      }
      start = dot + 1;
    }
  }

  private static boolean isLabel(String text, int start, int end) {
    int length = end - start;
    if (length < 1 || length > MAX_LABEL_LENGTH) {
      return false;
    }
    if (text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPort(String text, int start) {
    int length = text.length() - start;
    return length <= 5 && text.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return value;
  }
}
