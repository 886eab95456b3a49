package dev.fairlead.edge.hpack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Encodes fields without the dynamic table, so that the bytes mean the same on every connection and
 * can be kept (RFC 7541 §6.1, §6.2.2).
 */
public final class HpackEncoder {
  private static final int FIRST_SIZE = 256;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  /** The pseudo-header field of a response. */
  public HpackEncoder status(int status) {
    int index =
        switch (status) {
          case 200 -> 8;
          case 204 -> 9;
          case 206 -> 10;
          case 304 -> 11;
          case 400 -> 12;
          case 404 -> 13;
          case 500 -> 14;
          default -> 0;
        };
    if (index == 0) {
      return field(":status", Integer.toString(status));
    }
    ensure(1);
    bytes[length++] = (byte) (0x80 | index);
    return this;
  }

  /**
   * One field.
   *
   * @param name in lower case
   */
  public HpackEncoder field(String name, String value) {
    int index = StaticTable.indexOfName(name);
    integer(0, 4, index);
    if (index == 0) {
      string(name);
    }
    string(value);
    return this;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void string(String text) {
    byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
    int coded = Huffman.encodedLength(plain);
    if (coded < plain.length) {
      integer(0x80, 7, coded);
      ensure(coded);
      length = Huffman.encode(plain, bytes, length);
    } else {
      integer(0, 7, plain.length);
      ensure(plain.length);
      System.arraycopy(plain, 0, bytes, length, plain.length);
      length += plain.length;
    }
  }

  private void integer(int pattern, int prefix, int value) {
    ensure(6);
    int mask = (1 << prefix) - 1;
    if (value < mask) {
      bytes[length++] = (byte) (pattern | value);
      return;
    }
    bytes[length++] = (byte) (pattern | mask);
    int rest = value - mask;
    while (rest >= 0x80) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
