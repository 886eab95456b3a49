package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Preferences;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of an ordinary request, checked in one pass that picks out what the edge itself
 * wants to know (RFC 9112 §5). Whatever is unusual is not read: it is left to the strict decoder,
 * which has the last word. A block is used again and again, on one event loop.
 */
final class FieldBlock {
  /** Most fields of a request. */
  static final int MAX_FIELDS = 100;

  /** A head of which more is to come. */
  static final int INCOMPLETE = -1;

  /** A head with a line that does not end as it must: not ordinary, complete or not. */
  static final int UNUSUAL_LINE = -2;

  /** What is read here needs no second check. */
  private static final DefaultHttpHeadersFactory FACTORY =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private static final byte[] HOST = name("host");
  private static final byte[] CONNECTION = name("connection");
  private static final byte[] ACCEPT_ENCODING = name("accept-encoding");
  private static final byte[] IF_NONE_MATCH = name("if-none-match");

  private static final byte[][] CONDITIONS =
      Preferences.CONDITIONS.stream().map(AsciiString::toByteArray).toArray(byte[][]::new);

  /** Fields that say how a request is framed or what becomes of the connection. */
  private static final byte[][] UNUSUAL = {
    name("content-length"),
    name("transfer-encoding"),
    name("expect"),
    name("upgrade"),
    name("te"),
    name("trailer")
  };

  /** For each byte whether it may stand in a name (RFC 9110 §5.6.2). */
  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c : "!#$%&'*+-.^_`|~0123456789".toCharArray()) {
      TOKEN[c] = true;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      TOKEN[c] = true;
      TOKEN[c - 32] = true;
    }
  }

  private @Nullable String host;
  private @Nullable String connection;
  private @Nullable String acceptEncoding;
  private @Nullable String ifNoneMatch;
  private boolean conditional;

  /** Whether a byte may stand in a name or a method (RFC 9110 §5.6.2). */
  static boolean isTokenCharacter(byte character) {
    return character >= 0 && TOKEN[character];
  }

  /**
   * The position after the empty line that ends the fields.
   *
   * @return {@link #INCOMPLETE} or {@link #UNUSUAL_LINE} if there is none
   */
  static int endOf(byte[] bytes, int start, int end) {
    int lineStart = start;
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\n') {
        if (i == start || bytes[i - 1] != '\r') {
          return UNUSUAL_LINE;
        }
        if (i - 1 == lineStart) {
          return i + 1;
        }
        lineStart = i + 1;
      }
    }
    return INCOMPLETE;
  }

  /** A table of fields that {@link #read} has found to be ordinary. */
  static HttpHeaders table(byte[] block) {
    HttpHeaders table = FACTORY.newHeaders();
    int last = block.length - 2;
    for (int start = 0; start < last; ) {
      int colon = endOfName(block, start, last);
      int end = endOfValue(block, colon + 1, last);
      table.add(
          new AsciiString(block, start, colon - start, true).toLowerCase(),
          value(block, colon + 1, end));
      start = end + 2;
    }
    return table;
  }

  /** Reads the fields from a position to {@link #endOf}; false if they are not ordinary. */
  boolean read(byte[] bytes, int start, int end) {
    host = null;
    connection = null;
    acceptEncoding = null;
    ifNoneMatch = null;
    conditional = false;
    int last = end - 2;
    int fields = 0;
    for (int position = start; position < last; ) {
      int colon = endOfName(bytes, position, last);
      if (colon == position || colon == last || bytes[colon] != ':' || ++fields > MAX_FIELDS) {
        return false;
      }
      int valueEnd = endOfValue(bytes, colon + 1, last);
      if (valueEnd >= last || bytes[valueEnd] != '\r' || bytes[valueEnd + 1] != '\n') {
        return false;
      }
      if (!note(bytes, position, colon, valueEnd)) {
        return false;
      }
      position = valueEnd + 2;
    }
    return true;
  }

  /** The value of {@code Host}; null if there is none. */
  @Nullable String host() {
    return host;
  }

  /** The value of {@code Connection}; null if there is none. */
  @Nullable String connection() {
    return connection;
  }

  /** What the fields say about the form of the answer. */
  Preferences preferences() {
    return new Preferences(acceptEncoding, ifNoneMatch, conditional);
  }

  /** Notes a field that matters; false if it is not ordinary, or twice where it must be once. */
  private boolean note(byte[] bytes, int start, int colon, int end) {
    if (is(HOST, bytes, start, colon)) {
      boolean first = host == null;
      host = value(bytes, colon + 1, end);
      return first;
    }
    if (is(CONNECTION, bytes, start, colon)) {
      boolean first = connection == null;
      connection = value(bytes, colon + 1, end);
      return first;
    }
    if (is(ACCEPT_ENCODING, bytes, start, colon)) {
      acceptEncoding = joined(acceptEncoding, value(bytes, colon + 1, end));
    } else if (is(IF_NONE_MATCH, bytes, start, colon)) {
      ifNoneMatch = joined(ifNoneMatch, value(bytes, colon + 1, end));
    } else if (isOneOf(CONDITIONS, bytes, start, colon)) {
      conditional = true;
    } else {
      return !isOneOf(UNUSUAL, bytes, start, colon);
    }
    return true;
  }

  private static boolean isOneOf(byte[][] names, byte[] bytes, int start, int end) {
    for (byte[] name : names) {
      if (is(name, bytes, start, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(byte[] name, byte[] bytes, int start, int end) {
    if (end - start != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      // Sets the bit by which letters differ in case, and leaves a hyphen as it is.
      if ((bytes[start + i] | 0x20) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int endOfName(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && isTokenCharacter(bytes[i])) {
      i++;
    }
    return i;
  }

  private static int endOfValue(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && (bytes[i] >= 0x20 || bytes[i] == '\t') && bytes[i] != 0x7f) {
      i++;
    }
    return i;
  }

  /** The value between two positions, without the blanks around it. */
  private static String value(byte[] bytes, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isBlank(bytes[from])) {
      from++;
    }
    while (to > from && isBlank(bytes[to - 1])) {
      to--;
    }
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == '\t';
  }

  private static String joined(@Nullable String before, String value) {
    return before == null ? value : before + "," + value;
  }

  private static byte[] name(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
