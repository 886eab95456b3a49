package dev.fairlead.site;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** How paths are decoded and written, as the model has it: by regular expressions. */
final class ModelText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/:@._~!$&'()*+,;=-]");

  private ModelText() {}

  /** The decoded path, or {@code 400 } and the reason. */
  static String decodedPath(String raw) {
    if (!raw.startsWith("/")) {
      return "400 NOT_ABSOLUTE";
    }
    if (raw.length() > 4096) {
      return "400 TOO_LONG";
    }
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\') {
        return "400 SEPARATOR";
      }
      if (c == '#') {
        return "400 MALFORMED";
      }
      if (c == '%') {
        String escape = raw.substring(i, Math.min(i + 3, raw.length()));
        if (!escape.matches("%[0-9A-Fa-f]{2}")) {
          return "400 MALFORMED";
        }
        if (escape.matches("(?i)%2f|%5c")) {
          return "400 SEPARATOR";
        }
      }
    }
    return decoded(unescaped(raw));
  }

  private static String decoded(String bytes) {
    String path;
    try {
      path =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
              .toString();
    } catch (CharacterCodingException e) {
      return "400 NOT_UTF8";
    }
    if (path.matches("(?s).*\\p{Cntrl}.*") || path.matches("(?s).*[\\x80-\\x9f].*")) {
      return "400 CONTROL_CHARACTER";
    }
    return path.matches("(?s).*/\\.\\.?(/.*)?")
        ? "400 DOT_SEGMENT"
        : Normalizer.normalize(path, Normalizer.Form.NFC);
  }

  /** Bytes in the place of escapes; what is no escape stays. */
  static String unescaped(String text) {
    return Pattern.compile("%([0-9A-Fa-f]{2})")
        .matcher(text)
        .replaceAll(
            escape ->
                java.util.regex.Matcher.quoteReplacement(
                    "" + (char) Integer.parseInt(escape.group(1), 16)));
  }

  static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      String c = "" + (char) (b & 0xff);
      encoded.append(PLAIN.matcher(c).matches() ? c : "%%%02X".formatted(b & 0xff));
    }
    return encoded.toString();
  }

  static boolean sendable(char c) {
    return c > ' ' && c < 0x7f && "\"<>\\^`{|}".indexOf(c) < 0;
  }
}
