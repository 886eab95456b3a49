package dev.fairlead.site.matching;

import java.nio.charset.StandardCharsets;

/** Text put into a URL: what may not stand there is percent-encoded (RFC 3986 §2.1). */
public final class UrlEncoding {
  private static final String NEVER_PLAIN = "\"<>\\^`{|}";
  private static final String SEPARATES_PARAMETERS = "&+";
  private static final String PLAIN_IN_PATH = "-._~!$&'()*+,;=:@/";
  private static final String PLAIN_IN_QUERY = "-._~!$'()*,:@/";

  /** In which part of a URL a text is put. */
  enum Part {
    PATH,
    QUERY,
    FRAGMENT
  }

  private UrlEncoding() {}

  /** Text of a URL as sent, one character a byte: escapes stay, so does all that may be sent. */
  public static String ofRaw(String raw) {
    return escape(raw, "");
  }

  /** Text of a rule: as {@link #ofRaw}, but of any characters. */
  static String ofRule(String text) {
    return escape(bytes(text), "");
  }

  /** Raw text of the path of a request; in a query it makes no further parameters. */
  static String ofRaw(String raw, Part part) {
    return escape(raw, part == Part.QUERY ? SEPARATES_PARAMETERS : "");
  }

  /** Decoded text, in which a percent sign is one. */
  static String ofDecoded(String text, Part part) {
    String plain = part == Part.QUERY ? PLAIN_IN_QUERY : PLAIN_IN_PATH;
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    String bytes = bytes(text);
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      append(encoded, c, isAlphanumeric(c) || plain.indexOf(c) >= 0);
    }
    return encoded.toString();
  }

  private static String escape(String bytes, String also) {
    int plain = 0;
    while (plain < bytes.length() && isPlain(bytes.charAt(plain), also)) {
      plain++;
    }
    if (plain == bytes.length()) {
      return bytes;
    }
    StringBuilder escaped = new StringBuilder(bytes.length() + 16).append(bytes, 0, plain);
    for (int i = plain; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      append(escaped, c, isPlain(c, also));
    }
    return escaped.toString();
  }

  private static boolean isPlain(char c, String also) {
    return c > 0x20 && c < 0x7f && NEVER_PLAIN.indexOf(c) < 0 && also.indexOf(c) < 0;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static void append(StringBuilder to, char c, boolean plain) {
    if (plain) {
      to.append(c);
    } else {
      to.append('%').append(hexDigit(c >> 4)).append(hexDigit(c));
    }
  }

  private static char hexDigit(int nibble) {
    return "0123456789ABCDEF".charAt(nibble & 0xf);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
