package dev.fairlead.wslogs;

import org.jspecify.annotations.Nullable;

/** The newest frames of a log, numbered from 0; the older ones are forgotten. Not thread-safe. */
final class RecentFrames {
  private static final int MAX_FRAMES = 1024;
  private static final int MAX_BYTES = 2 << 20;

  private final @Nullable Frame[] frames = new @Nullable Frame[MAX_FRAMES];
  private long first;
  private long end;
  private long bytes;

  void add(Frame frame) {
    if (end - first == MAX_FRAMES) {
      forget();
    }
    frames[slot(end)] = frame;
    end++;
    bytes += frame.size();
    while (bytes > MAX_BYTES && end - first > 1) {
      forget();
    }
  }

  /** Number of the oldest frame that is still here. */
  long first() {
    return first;
  }

  /** Number of the frame that will be added next. */
  long end() {
    return end;
  }

  /** The frame of a number from {@link #first} to before {@link #end}. */
  Frame get(long number) {
    Frame frame = number < first || number >= end ? null : frames[slot(number)];
    if (frame == null) {
      throw new IllegalArgumentException(
          "frame: %d (expected: %d to before %d)".formatted(number, first, end));
    }
    return frame;
  }

  private void forget() {
    bytes -= get(first).size();
    frames[slot(first)] = null;
    first++;
  }

  private static int slot(long number) {
    return Math.toIntExact(number % MAX_FRAMES);
  }
}
