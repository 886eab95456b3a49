package dev.fairlead.edge.connection;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of an ordinary request, read in one pass (RFC 9112 §5). Whatever is unusual is
 * not read: it is left to the strict decoder, which has the last word.
 */
final class FieldBlock {
  /** Most fields of a request. */
  static final int MAX_FIELDS = 100;

  /** What is read here needs no second check. */
  private static final DefaultHttpHeadersFactory FACTORY =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  /** Fields that say how a request is framed or what becomes of the connection. */
  private static final List<AsciiString> UNUSUAL =
      List.of(
          HttpHeaderNames.CONTENT_LENGTH,
          HttpHeaderNames.TRANSFER_ENCODING,
          HttpHeaderNames.EXPECT,
          HttpHeaderNames.UPGRADE,
          HttpHeaderNames.TE,
          HttpHeaderNames.TRAILER);

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

  private FieldBlock() {}

  /** A head of which more is to come. */
  static final int INCOMPLETE = -1;

  /** A head with a line that does not end as it must: not ordinary, complete or not. */
  static final int UNUSUAL_LINE = -2;

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

  /** Reads the fields from a position to {@link #endOf}; null if they are not ordinary. */
  static @Nullable HttpHeaders parse(byte[] bytes, int start, int end) {
    HttpHeaders headers = FACTORY.newHeaders();
    int last = end - 2;
    int fields = 0;
    for (int position = start; position < last; ) {
      position = field(bytes, position, last, headers);
      if (position < 0 || ++fields > MAX_FIELDS) {
        return null;
      }
    }
    for (AsciiString name : UNUSUAL) {
      if (headers.contains(name)) {
        return null;
      }
    }
    return headers;
  }

  /** Whether a byte may stand in a name or a method (RFC 9110 §5.6.2). */
  static boolean isTokenCharacter(byte character) {
    return character >= 0 && TOKEN[character];
  }

  /** Reads one field; the position after its line, or -1. */
  private static int field(byte[] bytes, int start, int end, HttpHeaders headers) {
    int colon = start;
    while (colon < end && isTokenCharacter(bytes[colon])) {
      colon++;
    }
    if (colon == start || colon == end || bytes[colon] != ':') {
      return -1;
    }
    int from = colon + 1;
    while (from < end && (bytes[from] == ' ' || bytes[from] == '\t')) {
      from++;
    }
    int to = from;
    while (to < end && (bytes[to] >= 0x20 || bytes[to] == '\t') && bytes[to] != 0x7f) {
      to++;
    }
    if (to >= end || bytes[to] != '\r' || bytes[to + 1] != '\n') {
      return -1;
    }
    int next = to + 2;
    while (to > from && (bytes[to - 1] == ' ' || bytes[to - 1] == '\t')) {
      to--;
    }
    headers.add(
        new AsciiString(bytes, start, colon - start, true).toLowerCase(),
        new String(bytes, 0, from, to - from));
    return next;
  }
}
