package dev.fairlead.edge.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a client sends into frames: straight from the buffer that was read, but for a frame
 * that has not come whole. It never keeps more than one frame and one read.
 */
final class FrameReader {
  private static final ByteBuf PREFACE =
      Unpooled.unreleasableBuffer(
          Unpooled.wrappedBuffer(
              "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

  /** Takes one whole frame. */
  interface Frames {
    /**
     * @param payload to be read from its reader index; later bytes are of other frames
     * @param length of the payload
     */
    void frame(int type, int flags, int stream, ByteBuf payload, int length) throws ConnectionError;

    /** Whether the rest is of no interest any more. */
    boolean isClosed();
  }

  private final ByteBufAllocator allocator;
  private final Frames frames;
  private @Nullable ByteBuf kept;
  private boolean prefaceRead;

  FrameReader(ByteBufAllocator allocator, Frames frames) {
    this.allocator = allocator;
    this.frames = frames;
  }

  /** Reads what has come; the caller releases it. */
  void read(ByteBuf in) throws ConnectionError {
    ByteBuf rest = kept;
    if (rest == null) {
      readFrames(in);
      if (in.isReadable() && !frames.isClosed()) {
        kept = allocator.buffer(FrameType.HEAD_LENGTH + FrameType.MAX_PAYLOAD).writeBytes(in);
      }
      return;
    }
    rest.writeBytes(in);
    readFrames(rest);
    if (frames.isClosed()) {
      return;
    }
    if (!rest.isReadable()) {
      close();
    } else {
      rest.discardReadBytes();
    }
  }

  /** Whether a part of a frame, or of the preface, has come. */
  boolean isWithinFrame() {
    return kept != null || !prefaceRead;
  }

  void close() {
    if (kept != null) {
      kept.release();
      kept = null;
    }
  }

  private void readFrames(ByteBuf in) throws ConnectionError {
    if (!prefaceRead && !readPreface(in)) {
      return;
    }
    while (!frames.isClosed() && in.readableBytes() >= FrameType.HEAD_LENGTH) {
      int start = in.readerIndex();
      int lengthAndType = in.getInt(start);
      int length = lengthAndType >>> 8;
      if (length > FrameType.MAX_PAYLOAD) {
        throw new ConnectionError(
            ErrorCode.FRAME_SIZE_ERROR,
            "a frame of %d bytes (expected: at most %d)".formatted(length, FrameType.MAX_PAYLOAD));
      }
      int end = start + FrameType.HEAD_LENGTH + length;
      if (end > in.writerIndex()) {
        return;
      }
      int flags = in.getUnsignedByte(start + 4);
      int stream = in.getInt(start + 5) & Integer.MAX_VALUE;
      in.readerIndex(start + FrameType.HEAD_LENGTH);
      frames.frame(lengthAndType & 0xff, flags, stream, in, length);
      in.readerIndex(end);
    }
  }

  private boolean readPreface(ByteBuf in) throws ConnectionError {
    int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
    if (!ByteBufUtil.equals(in, in.readerIndex(), PREFACE, 0, length)) {
      throw new ConnectionError(
          ErrorCode.PROTOCOL_ERROR, "not the preface of an HTTP/2 connection");
    }
    prefaceRead = length == PREFACE.readableBytes();
    if (prefaceRead) {
      in.skipBytes(length);
    }
    return prefaceRead;
  }
}
