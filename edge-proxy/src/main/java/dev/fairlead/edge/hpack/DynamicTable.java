package dev.fairlead.edge.hpack;

import org.jspecify.annotations.Nullable;

/** The dynamic table of a decoder (RFC 7541 §2.3.2): newest first, never above its bound. */
final class DynamicTable {
  private static final int FIRST_CAPACITY = 16;

  private final int largestSize;
  private int maxSize;
  private int size;
  private @Nullable Field[] ring = new @Nullable Field[0];
  private int newest;
  private int length;

  DynamicTable(int largestSize) {
    this.largestSize = largestSize;
    this.maxSize = largestSize;
  }

  int length() {
    return length;
  }

  int size() {
    return size;
  }

  /** The field of an index from 0, the newest. */
  @Nullable Field get(int index) {
    return index < length ? ring[(newest - index) & (ring.length - 1)] : null;
  }

  void add(Field field) {
    int added = field.size();
    evictTo(maxSize - added);
    if (added > maxSize) {
      return;
    }
    if (length == ring.length) {
      grow();
    }
    newest = (newest + 1) & (ring.length - 1);
    ring[newest] = field;
    length++;
    size += added;
  }

  /** Changes the bound, as an encoder may up to what it has been told (§6.3). */
  void resize(int newMaxSize) throws HpackException {
    if (newMaxSize > largestSize) {
      throw new HpackException(
          "a dynamic table of %d bytes (expected: at most %d)".formatted(newMaxSize, largestSize));
    }
    maxSize = newMaxSize;
    evictTo(maxSize);
  }

  private void evictTo(int target) {
    while (length > 0 && size > target) {
      int oldest = (newest - length + 1) & (ring.length - 1);
      Field field = ring[oldest];
      ring[oldest] = null;
      length--;
      size -= field == null ? 0 : field.size();
    }
  }

  /** At most 4,096 / 32 fields fit, so this ends soon. */
  private void grow() {
    @Nullable Field[] larger = new @Nullable Field[Math.max(FIRST_CAPACITY, 2 * ring.length)];
    for (int i = 0; i < length; i++) {
      larger[length - 1 - i] = get(i);
    }
    ring = larger;
    newest = length - 1;
  }
}
