package dev.fairlead.edge;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is pulled out of a store, and can make it fail in the middle. */
final class CountedStreams {
  final AtomicLong bytes = new AtomicLong();
  final AtomicInteger open = new AtomicInteger();
  volatile long failAfter = Long.MAX_VALUE;

  /** Whether a bit of every read is wrong. */
  volatile boolean spoil;

  InputStream opened(InputStream in) {
    open.incrementAndGet();
    return new FilterInputStream(in) {
      private boolean closed;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (bytes.get() >= failAfter) {
          throw new IOException("the store has failed in the middle");
        }
        int count = super.read(buffer, offset, length);
        bytes.addAndGet(Math.max(0, count));
        if (spoil && count > 0) {
          buffer[offset] ^= 1;
        }
        return count;
      }

      @Override
      public void close() throws IOException {
        super.close();
        if (!closed) {
          closed = true;
          open.decrementAndGet();
        }
      }
    };
  }
}
