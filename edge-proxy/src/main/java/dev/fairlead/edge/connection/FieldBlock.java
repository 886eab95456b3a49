package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Authority;
import dev.fairlead.edge.http.Preferences;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of an ordinary request, checked in one pass that picks out what the edge itself
 * wants to know (RFC 9112 §5). Whatever is unusual is not read: it is left to the strict decoder,
 * which has the last word. A block is used again and again, by all connections of one event loop.
 */
final class FieldBlock {
  /** Most fields of a request. */
  static final int MAX_FIELDS = 100;

  /** A head of which more is to come. */
  static final int INCOMPLETE = -1;

  /** A head with a line that is not ordinary, complete or not. */
  static final int UNUSUAL_LINE = -2;

  /** What is read here needs no second check. */
  private static final DefaultHttpHeadersFactory FACTORY =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  /** Reads eight bytes at a time, the first as the lowest. */
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** One in each byte. */
  private static final long ONES = 0x0101_0101_0101_0101L;

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

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

  private boolean named;
  private @Nullable String connection;
  private @Nullable String acceptEncoding;
  private @Nullable String ifNoneMatch;
  private boolean conditional;

  /** The last host, and its bytes: most requests are for the same as the one before. */
  private @Nullable Authority authority;

  private byte[] host = {};

  /** What the last fields preferred. */
  private @Nullable Preferences preferences;

  /** Whether a byte may stand in a name or a method (RFC 9110 §5.6.2). */
  static boolean isTokenCharacter(byte character) {
    return character >= 0 && TOKEN[character];
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

  /**
   * Reads the fields from a position to the empty line that ends them.
   *
   * @return the position after that line; {@link #INCOMPLETE} if it has not been received yet,
   *     {@link #UNUSUAL_LINE} if there is something that is not ordinary before it
   */
  int read(byte[] bytes, int start, int end) {
    named = false;
    connection = null;
    acceptEncoding = null;
    ifNoneMatch = null;
    conditional = false;
    int fields = 0;
    int position = start;
    while (position + 1 < end && bytes[position] != '\r') {
      int colon = endOfName(bytes, position, end);
      if (colon == end) {
        return INCOMPLETE;
      }
      if (colon == position || bytes[colon] != ':' || ++fields > MAX_FIELDS) {
        return UNUSUAL_LINE;
      }
      int valueEnd = endOfValue(bytes, colon + 1, end);
      if (valueEnd + 1 >= end) {
        return INCOMPLETE;
      }
      if (bytes[valueEnd] != '\r'
          || bytes[valueEnd + 1] != '\n'
          || !note(bytes, position, colon, valueEnd)) {
        return UNUSUAL_LINE;
      }
      position = valueEnd + 2;
    }
    if (position + 1 >= end) {
      return INCOMPLETE;
    }
    return bytes[position + 1] == '\n' ? position + 2 : UNUSUAL_LINE;
  }

  /** What {@code Host} says; null if there is none, or it names no host. */
  @Nullable Authority authority() {
    return named ? authority : null;
  }

  /** The value of {@code Connection}; null if there is none. */
  @Nullable String connection() {
    return connection;
  }

  /** What the fields say about the form of the answer. */
  Preferences preferences() {
    Preferences last = preferences;
    if (last != null && last.areSaidBy(acceptEncoding, ifNoneMatch, conditional)) {
      return last;
    }
    Preferences read = new Preferences(acceptEncoding, ifNoneMatch, conditional);
    preferences = read;
    return read;
  }

  /** Notes a field that matters; false if it is not ordinary, or twice where it must be once. */
  private boolean note(byte[] bytes, int start, int colon, int end) {
    FieldMeaning meaning = FieldMeaning.of(bytes, start, colon);
    if (meaning == null) {
      return true;
    }
    switch (meaning) {
      case HOST -> {
        boolean first = !named;
        named = true;
        noteHost(bytes, colon + 1, end);
        return first;
      }
      case CONNECTION -> {
        boolean first = connection == null;
        connection = value(bytes, colon + 1, end);
        return first;
      }
      case ACCEPT_ENCODING -> acceptEncoding = joined(acceptEncoding, value(bytes, colon + 1, end));
      case IF_NONE_MATCH -> ifNoneMatch = joined(ifNoneMatch, value(bytes, colon + 1, end));
      case CONDITION -> conditional = true;
      case UNUSUAL -> {
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

  /** The position of the first byte that cannot stand in a value of ASCII (RFC 9110 §5.5). */
  private static int endOfValue(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end) {
      if (i + Long.BYTES <= end) {
        int printable = printableAtStart((long) LONGS.get(bytes, i));
        i += printable;
        if (printable == Long.BYTES) {
          continue;
        }
      }
      if (bytes[i] != '\t' && (bytes[i] < 0x20 || bytes[i] == 0x7f)) {
        return i;
      }
      i++;
    }
    return i;
  }

  /** How many of eight bytes, from the first on, are printable ASCII. */
  private static int printableAtStart(long eight) {
    long controls = (eight - 0x20 * ONES) & ~eight;
    long differing = eight ^ 0x7f * ONES;
    long deletes = (differing - ONES) & ~differing;
    // What is borrowed sets bits only above the first that is right.
    return Long.numberOfTrailingZeros((eight | controls | deletes) & HIGH_BITS) / Byte.SIZE;
  }

  private void noteHost(byte[] bytes, int start, int end) {
    if (!Arrays.equals(bytes, start, end, host, 0, host.length)) {
      host = Arrays.copyOfRange(bytes, start, end);
      authority = Authority.parse(value(bytes, start, end));
    }
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
}
