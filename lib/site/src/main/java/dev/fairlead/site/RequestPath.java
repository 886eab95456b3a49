package dev.fairlead.site;

import dev.fairlead.site.Resolution.Reason;
import dev.fairlead.site.matching.DotSegments;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** The path of a request, decoded once: percent escapes to bytes, bytes to UTF-8, then NFC. */
sealed interface RequestPath {
  int MAX_BYTES = 4096;

  /**
   * A path that may name a file.
   *
   * @param canonical whether the client wrote it as {@link #encode} does
   */
  record Decoded(String path, boolean canonical) implements RequestPath {}

  /** A path that is answered with 400. */
  record Refused(Reason reason) implements RequestPath {}

  /** Decodes a path whose characters are the bytes sent. */
  static RequestPath decode(String raw) {
    if (raw.isEmpty() || raw.charAt(0) != '/') {
      return new Refused(Reason.NOT_ABSOLUTE);
    }
    if (raw.length() > MAX_BYTES) {
      return new Refused(Reason.TOO_LONG);
    }
    return isPlain(raw) ? checkSegments(raw, true) : unescape(raw);
  }

  /** The one way to write a path: everything but RFC 3986 {@code pchar} escaped, in upper case. */
  static String encode(String path) {
    if (isPlain(path)) {
      return path;
    }
    StringBuilder encoded = new StringBuilder(path.length() + 16);
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isPlain(c)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(hexDigit(b >> 4)).append(hexDigit(b));
      }
    }
    return encoded.toString();
  }

  private static RequestPath unescape(String raw) {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int value = i + 2 < raw.length() ? escape(raw, i) : lastEscape(raw, i);
        if (value < 0) {
          return new Refused(Reason.MALFORMED);
        }
        if (value == '/' || value == '\\') {
          return new Refused(Reason.SEPARATOR);
        }
        bytes[length++] = (byte) value;
        i += 2;
      } else if (c == '\\') {
        return new Refused(Reason.SEPARATOR);
      } else if (c == '#' || c > 0xff) {
        return new Refused(Reason.MALFORMED);
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return decodeUtf8(raw, ByteBuffer.wrap(bytes, 0, length));
  }

  private static RequestPath decodeUtf8(String raw, ByteBuffer bytes) {
    String path;
    try {
      path = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return new Refused(Reason.NOT_UTF8);
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      return new Refused(Reason.CONTROL_CHARACTER);
    }
    String normalized = Normalizer.normalize(path, Normalizer.Form.NFC);
    return checkSegments(normalized, encode(normalized).equals(raw));
  }

  private static RequestPath checkSegments(String path, boolean canonical) {
    if (DotSegments.areIn(path)) {
      return new Refused(Reason.DOT_SEGMENT);
    }
    return new Decoded(path, canonical);
  }

  private static int lastEscape(String raw, int percent) {
    return percent + 2 == raw.length() - 1 ? escape(raw, percent) : -1;
  }

  private static int escape(String raw, int percent) {
    int high = Character.digit(raw.charAt(percent + 1), 16);
    int low = Character.digit(raw.charAt(percent + 2), 16);
    return high < 0 || low < 0 || raw.charAt(percent + 1) > 0x7f || raw.charAt(percent + 2) > 0x7f
        ? -1
        : (high << 4) | low;
  }

  private static char hexDigit(int nibble) {
    return "0123456789ABCDEF".charAt(nibble & 0xf);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a character is a slash or RFC 3986 §3.3 {@code pchar} other than an escape. */
  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '@' && c <= 'Z')
        || (c >= '/' && c <= ';')
        || "-._~!$&'()*+,=".indexOf(c) >= 0;
  }
}
