package dev.fairlead.edge.observation;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** How often a store has been read, and how often in vain. */
final class ReadCounts {
  private final LongAdder reads = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile boolean answers;

  /** A read of a store. */
  @FunctionalInterface
  interface Read<T> {
    T read() throws IOException;
  }

  <T> T count(Read<T> read) throws IOException {
    reads.increment();
    boolean done = false;
    try {
      T result = read.read();
      done = true;
      return result;
    } finally {
      answers = done;
      if (!done) {
        failures.increment();
      }
    }
  }

  long reads() {
    return reads.sum();
  }

  long failures() {
    return failures.sum();
  }

  /** Whether the read that ended last was answered; false before the first. */
  boolean answers() {
    return answers;
  }
}
