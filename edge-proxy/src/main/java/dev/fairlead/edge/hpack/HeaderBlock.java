package dev.fairlead.edge.hpack;

import java.util.Arrays;

/**
 * The fields of one decoded block, and what decoding it needs. One for each event loop: nothing in
 * it outlives the frame that is being read.
 */
public final class HeaderBlock {
  private final int maxSize;
  private final Field[] fields;
  private int count;
  private int size;
  private boolean tooLarge;
  final byte[] text;

  /**
   * @param maxFields most fields kept
   * @param maxSize most bytes of all fields, 32 added for each (RFC 9113 §6.5.2)
   * @param maxEncoded longest encoded block that is decoded into it
   */
  public HeaderBlock(int maxFields, int maxSize, int maxEncoded) {
    this.maxSize = maxSize;
    this.fields = new Field[maxFields];
    this.text = new byte[maxEncoded * 8 / 5 + 1];
  }

  public int count() {
    return count;
  }

  public Field field(int index) {
    return fields[index];
  }

  /** Whether there were more fields, or longer ones, than may be; those are not kept. */
  public boolean isTooLarge() {
    return tooLarge;
  }

  void clear() {
    Arrays.fill(fields, 0, count, null);
    count = 0;
    size = 0;
    tooLarge = false;
  }

  void add(Field field) {
    size += field.size();
    if (count == fields.length || size > maxSize) {
      tooLarge = true;
      size = maxSize;
    } else {
      fields[count++] = field;
    }
  }
}
