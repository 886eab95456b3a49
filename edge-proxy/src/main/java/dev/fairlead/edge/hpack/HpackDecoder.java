package dev.fairlead.edge.hpack;

import java.nio.charset.StandardCharsets;

/**
 * Decodes the header blocks of one connection (RFC 7541), with the dynamic table that they build
 * up. An error leaves it unusable.
 */
public final class HpackDecoder {
  /** What {@code SETTINGS_HEADER_TABLE_SIZE} is unless something else has been said. */
  public static final int TABLE_SIZE = 4096;

  private static final int INDEXED = 0x80;
  private static final int INCREMENTAL = 0x40;
  private static final int SIZE_UPDATE = 0x20;
  private static final int HUFFMAN = 0x80;
  private static final int LARGEST_INTEGER = 1 << 21;
  private static final int MAX_SIZE_UPDATES = 2;

  private final DynamicTable table = new DynamicTable(TABLE_SIZE);
  private byte[] block = {};
  private int position;
  private int end;

  /**
   * Decodes a whole block, also where it is too large to be kept: the table must not fall behind.
   *
   * @param into what was in it is forgotten
   */
  public void decode(byte[] encoded, int length, HeaderBlock into) throws HpackException {
    block = encoded;
    position = 0;
    end = length;
    into.clear();
    readSizeUpdates();
    while (position < end) {
      int first = block[position];
      if ((first & INDEXED) != 0) {
        into.add(indexed(readInteger(7)));
      } else if ((first & INCREMENTAL) != 0) {
        Field field = readLiteral(6, into);
        table.add(field);
        into.add(field);
      } else if ((first & SIZE_UPDATE) != 0) {
        throw new HpackException("the size of the table is changed within a block");
      } else {
        into.add(readLiteral(4, into));
      }
    }
    block = new byte[0];
  }

  private void readSizeUpdates() throws HpackException {
    int updates = 0;
    while (position < end && (block[position] & 0xe0) == SIZE_UPDATE) {
      if (++updates > MAX_SIZE_UPDATES) {
        throw new HpackException("the size of the table is changed more than twice");
      }
      table.resize(readInteger(5));
    }
  }

  private Field readLiteral(int prefix, HeaderBlock into) throws HpackException {
    int nameIndex = readInteger(prefix);
    String name = nameIndex == 0 ? readString(into) : indexed(nameIndex).name();
    return Field.of(name, readString(into));
  }

  private Field indexed(int index) throws HpackException {
    if (index > 0 && index <= StaticTable.LENGTH) {
      return StaticTable.field(index);
    }
    Field field = index == 0 ? null : table.get(index - StaticTable.LENGTH - 1);
    if (field == null) {
      throw new HpackException(
          "index %d (expected: 1–%d)".formatted(index, StaticTable.LENGTH + table.length()));
    }
    return field;
  }

  /** An integer of RFC 7541 §5.1 with so many bits in its first byte. */
  private int readInteger(int prefix) throws HpackException {
    int mask = (1 << prefix) - 1;
    int value = nextByte() & mask;
    if (value < mask) {
      return value;
    }
    for (int shift = 0; shift <= 21; shift += 7) {
      int next = nextByte();
      value += (next & 0x7f) << shift;
      if (value > LARGEST_INTEGER) {
        break;
      }
      if (next < 0x80) {
        return value;
      }
    }
    throw new HpackException("an integer above " + LARGEST_INTEGER);
  }

  private String readString(HeaderBlock into) throws HpackException {
    if (position >= end) {
      throw new HpackException("a block ends within a field");
    }
    boolean huffman = (block[position] & HUFFMAN) != 0;
    int length = readInteger(7);
    int start = position;
    if (length > end - start) {
      throw new HpackException("a string ends after its block");
    }
    position += length;
    if (!huffman) {
      return new String(block, start, length, StandardCharsets.ISO_8859_1);
    }
    int decoded = Huffman.decode(block, start, length, into.text);
    return new String(into.text, 0, decoded, StandardCharsets.ISO_8859_1);
  }

  private int nextByte() throws HpackException {
    if (position >= end) {
      throw new HpackException("a block ends within an integer");
    }
    return block[position++] & 0xff;
  }
}
