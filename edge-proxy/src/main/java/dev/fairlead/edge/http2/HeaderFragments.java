package dev.fairlead.edge.http2;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The encoded header block that is being received, in one frame or in several (RFC 9113 §4.3). */
final class HeaderFragments {
  private static final int FIRST_CAPACITY = 512;

  private final int maxBytes;
  private final int maxContinuations;
  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;
  private int continuations;
  private int stream;
  private boolean endsStream;
  private long since;

  HeaderFragments(int maxBytes, int maxContinuations) {
    this.maxBytes = maxBytes;
    this.maxContinuations = maxContinuations;
  }

  /** The stream whose block has begun and not ended; 0 if there is none. */
  int stream() {
    return stream;
  }

  boolean endsStream() {
    return endsStream;
  }

  /** When the block began, of {@link System#nanoTime}. */
  long since() {
    return since;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void begin(int ofStream, boolean withoutBody, long now) {
    stream = ofStream;
    endsStream = withoutBody;
    since = now;
    length = 0;
    continuations = 0;
  }

  void add(ByteBuf payload, int more) throws ConnectionError {
    if (length + more > maxBytes) {
      throw new ConnectionError(
          ErrorCode.ENHANCE_YOUR_CALM, "a header block of over %d bytes".formatted(maxBytes));
    }
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(maxBytes, Math.max(2 * bytes.length, length + more)));
    }
    payload.readBytes(bytes, length, more);
    length += more;
  }

  void countContinuation() throws ConnectionError {
    if (++continuations > maxContinuations) {
      throw new ConnectionError(
          ErrorCode.ENHANCE_YOUR_CALM, "over %d CONTINUATION frames".formatted(maxContinuations));
    }
  }

  /** The block is whole, and has been read. */
  void end() {
    stream = 0;
    if (length > FIRST_CAPACITY) {
      bytes = new byte[FIRST_CAPACITY];
    }
  }
}
