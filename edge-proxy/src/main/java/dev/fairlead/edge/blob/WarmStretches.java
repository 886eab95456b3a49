package dev.fairlead.edge.blob;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Which stretches of a file the kernel has been seen to hold in memory not long ago: reading those
 * stalls no event loop. What was seen a while ago may have been displaced.
 */
final class WarmStretches {
  /** Bytes of a stretch, but for the last one. */
  static final long LENGTH = 4 << 20;

  private static final long WARM_FOR_NANOS = Duration.ofSeconds(30).toNanos();

  private static final long NEVER = 0;

  private final long fileLength;
  private final LongSupplier nanoTime;

  /** When each was seen; one number for 4 MiB of the file. */
  private final AtomicLongArray seen;

  /**
   * @param fileLength in bytes, at least 1
   * @param nanoTime as of {@link System#nanoTime}
   */
  WarmStretches(long fileLength, LongSupplier nanoTime) {
    this.fileLength = fileLength;
    this.nanoTime = nanoTime;
    this.seen = new AtomicLongArray(Math.toIntExact(Math.ceilDiv(fileLength, LENGTH)));
  }

  /** How many bytes from an offset on are warm, at most two stretches. */
  long warmFrom(long offset) {
    int stretch = stretchAt(offset);
    long now = nanoTime.getAsLong();
    if (!isWarm(stretch, now)) {
      return 0;
    }
    long end = endOf(stretch);
    return (end < fileLength && isWarm(stretch + 1, now) ? endOf(stretch + 1) : end) - offset;
  }

  /** The whole stretch around an offset has been read. */
  void seen(long offset) {
    seen.set(stretchAt(offset), stamp());
  }

  /** The whole file has been written or read. */
  void allSeen() {
    long now = stamp();
    for (int stretch = 0; stretch < seen.length(); stretch++) {
      seen.set(stretch, now);
    }
  }

  /** Where the stretch around an offset begins. */
  static long from(long offset) {
    return offset - offset % LENGTH;
  }

  /** Where the stretch around an offset ends. */
  long to(long offset) {
    return endOf(stretchAt(offset));
  }

  private boolean isWarm(int stretch, long now) {
    long at = seen.get(stretch);
    return at != NEVER && now - at < WARM_FOR_NANOS;
  }

  private long endOf(int stretch) {
    return Math.min(fileLength, (stretch + 1) * LENGTH);
  }

  private long stamp() {
    // Any number can be a time, also that of never.
    return nanoTime.getAsLong() | 1;
  }

  private static int stretchAt(long offset) {
    return (int) (offset / LENGTH);
  }
}
