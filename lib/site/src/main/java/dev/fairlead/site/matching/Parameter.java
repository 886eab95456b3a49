package dev.fairlead.site.matching;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a query, decoded as a form is ({@code application/x-www-form-urlencoded}); an
 * escape that is none stays as it is.
 */
record Parameter(String name, String value) {
  /** Most parameters of a request that rules see; the rest of the query is only passed on. */
  static final int MAX = 100;

  /** The parameters of a query whose characters are bytes as sent; of equal names the first. */
  static List<Parameter> parse(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return List.of();
    }
    List<Parameter> parameters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int start = 0;
    while (start <= query.length() && parameters.size() < MAX) {
      int next = query.indexOf('&', start);
      int end = next < 0 ? query.length() : next;
      if (end > start) {
        Parameter parameter = ofPair(query.substring(start, end));
        if (names.add(parameter.name)) {
          parameters.add(parameter);
        }
      }
      start = end + 1;
    }
    return parameters;
  }

  private static Parameter ofPair(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0
        ? new Parameter(decode(pair), "")
        : new Parameter(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
  }

  /** Text as a rule has it: characters beyond ASCII may stand there unescaped. */
  static String decodeText(String text) {
    return decode(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  private static String decode(String bytes) {
    if (bytes.chars().allMatch(c -> c < 0x80 && c != '%' && c != '+')) {
      return bytes;
    }
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      int escape = c == '%' ? escapeAt(bytes, i + 1) : -1;
      if (escape >= 0) {
        decoded.write(escape);
        i += 2;
      } else {
        decoded.write(c == '+' ? ' ' : c);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static int escapeAt(String text, int digits) {
    if (digits + 2 > text.length()) {
      return -1;
    }
    int high = hexValue(text.charAt(digits));
    int low = hexValue(text.charAt(digits + 1));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int hexValue(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
