package dev.fairlead.rulefiles;

import java.nio.charset.StandardCharsets;

/** What of a URL a rule may have in it. */
final class UrlText {
  private static final String NEVER_IN_A_URL = "\"<>\\^`{|}";

  private UrlText() {}

  /**
   * The text as it stands in a request: what no URL may have is percent-encoded (RFC 3986 §2.1),
   * escapes stay as they are.
   *
   * @throws InvalidRuleException if a {@code %} begins no escape, or there is a space in it
   */
  static String encode(String text) throws InvalidRuleException {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (character <= 0x20 || character == 0x7f) {
        throw new InvalidRuleException(
            "%s has a space or a control character in it; write %%20 for a space."
                .formatted(Quoted.of(text)));
      }
      if (character == '%' && !isEscape(text, i)) {
        throw new InvalidRuleException(
            "%s has a %% that is not followed by two hexadecimal digits; write %%25."
                .formatted(Quoted.of(text)));
      }
      if (character < 0x7f && NEVER_IN_A_URL.indexOf(character) < 0) {
        encoded.append((char) character);
      } else {
        escape(character, encoded);
      }
    }
    return encoded.toString();
  }

  private static void escape(int character, StringBuilder encoded) {
    for (byte part : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
      encoded.append('%').append("%02X".formatted(part & 0xff));
    }
  }

  private static boolean isEscape(String text, int digits) {
    return digits + 1 < text.length()
        && Character.digit(text.charAt(digits), 16) >= 0
        && Character.digit(text.charAt(digits + 1), 16) >= 0
        && text.charAt(digits) < 0x80
        && text.charAt(digits + 1) < 0x80;
  }
}
