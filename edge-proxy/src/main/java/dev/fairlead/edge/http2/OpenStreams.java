package dev.fairlead.edge.http2;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a connection: those that are open, and of the closed ones as much as is needed to
 * tell a late frame from a wrong one (RFC 9113 §5.1).
 */
final class OpenStreams {
  /** How many of the newest identifiers are remembered. */
  private static final int REMEMBERED = 256;

  private final IntObjectMap<Stream> open = new IntObjectHashMap<>();
  private final long[] used = new long[REMEMBERED / Long.SIZE];
  private final long[] brokenOff = new long[REMEMBERED / Long.SIZE];
  private int newest = -1;
  private int owed;

  int size() {
    return open.size();
  }

  /** Answers that somebody is still working on, also of streams the client has given up. */
  int owed() {
    return owed;
  }

  void owe(int change) {
    owed += change;
  }

  boolean isIdle() {
    return open.isEmpty() && owed == 0;
  }

  @Nullable Stream find(int id) {
    return open.get(id);
  }

  void put(Stream stream) {
    open.put(stream.id, stream);
  }

  void remove(Stream stream) {
    open.remove(stream.id);
  }

  Iterable<Stream> all() {
    return open.values();
  }

  /** A copy, for those who close streams as they go. */
  List<Stream> copy() {
    return new ArrayList<>(open.values());
  }

  /** The highest identifier that a client has used; 0 if none. */
  int last() {
    return newest < 0 ? 0 : 2 * newest + 1;
  }

  /** Begins a stream; all lower ones that have not been used never will be. */
  void advance(int id) {
    int number = id >> 1;
    for (int skipped = Math.max(newest + 1, number - REMEMBERED + 1);
        skipped <= number;
        skipped++) {
      set(used, skipped, skipped == number);
      set(brokenOff, skipped, false);
    }
    newest = number;
  }

  /** Whether a client has never used a stream, and still may. */
  boolean isUnused(int id) {
    return (id & 1) == 0 || id >> 1 > newest;
  }

  /** Whether a stream was skipped, as far as that is remembered. */
  boolean wasSkipped(int id) {
    return isRemembered(id) && !get(used, id >> 1);
  }

  /** Frames of it may still be under way, because it was ended from this side. */
  void breakOff(int id) {
    set(brokenOff, id >> 1, true);
  }

  /** Whether it was ended from this side; yes if it is too long ago to know. */
  boolean wasBrokenOff(int id) {
    return !isRemembered(id) || get(brokenOff, id >> 1);
  }

  private boolean isRemembered(int id) {
    return newest - (id >> 1) < REMEMBERED;
  }

  private static boolean get(long[] bits, int number) {
    int bit = number & (REMEMBERED - 1);
    return (bits[bit / Long.SIZE] & (1L << bit)) != 0;
  }

  private static void set(long[] bits, int number, boolean value) {
    int bit = number & (REMEMBERED - 1);
    if (value) {
      bits[bit / Long.SIZE] |= 1L << bit;
    } else {
      bits[bit / Long.SIZE] &= ~(1L << bit);
    }
  }
}
