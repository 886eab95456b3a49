package dev.fairlead.edge.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames into buffers of the size of one TLS record each, so that a record carries whole
 * frames and many answers share one.
 */
final class FrameWriter {
  /** Most plain bytes of a TLS record (RFC 8446 §5.1). */
  static final int RECORD = 1 << 14;

  /** Longest piece of a body in one frame: with its head it fills a record. */
  static final int MAX_DATA = RECORD - FrameType.HEAD_LENGTH;

  /** Where less is left in a record, a body goes on in the next. */
  private static final int SHORTEST_PIECE = 1 << 10;

  private static final int MAX_DEBUG = 128;

  private final ChannelHandlerContext ctx;
  private @Nullable ByteBuf record;
  private boolean unflushed;
  private boolean closed;

  FrameWriter(ChannelHandlerContext ctx) {
    this.ctx = ctx;
  }

  /** Whether the client takes what it is sent: bodies wait while it does not. */
  boolean isWritable() {
    return ctx.channel().isWritable();
  }

  void settings(int... idsAndValues) {
    ByteBuf out = begin(FrameType.SETTINGS, 0, 0, idsAndValues.length / 2 * 6);
    for (int i = 0; i < idsAndValues.length; i += 2) {
      out.writeShort(idsAndValues[i]).writeInt(idsAndValues[i + 1]);
    }
  }

  void settingsAck() {
    begin(FrameType.SETTINGS, FrameType.ACK, 0, 0);
  }

  void ping(long opaque, boolean ack) {
    begin(FrameType.PING, ack ? FrameType.ACK : 0, 0, Long.BYTES).writeLong(opaque);
  }

  void goAway(int lastStream, ErrorCode code, String reason) {
    String debug = reason.length() > MAX_DEBUG ? reason.substring(0, MAX_DEBUG) : reason;
    int length = ByteBufUtil.utf8Bytes(debug);
    ByteBuf out = begin(FrameType.GOAWAY, 0, 0, 8 + length);
    ByteBufUtil.writeUtf8(out.writeInt(lastStream).writeInt(code.code()), debug);
  }

  void reset(int stream, ErrorCode code) {
    begin(FrameType.RST_STREAM, 0, stream, Integer.BYTES).writeInt(code.code());
  }

  void windowUpdate(int stream, int increment) {
    begin(FrameType.WINDOW_UPDATE, 0, stream, Integer.BYTES).writeInt(increment);
  }

  /** The head of an answer, made of two pieces of a block. */
  void headers(int stream, byte[] block, byte[] more, boolean endStream) {
    int length = block.length + more.length;
    int flags = endStream ? FrameType.END_STREAM : 0;
    if (length <= MAX_DATA) {
      begin(FrameType.HEADERS, flags | FrameType.END_HEADERS, stream, length)
          .writeBytes(block)
          .writeBytes(more);
      return;
    }
    ByteBuf whole = Unpooled.wrappedBuffer(block, more);
    begin(FrameType.HEADERS, flags, stream, MAX_DATA).writeBytes(whole, MAX_DATA);
    while (whole.isReadable()) {
      int piece = Math.min(whole.readableBytes(), MAX_DATA);
      int last = piece == whole.readableBytes() ? FrameType.END_HEADERS : 0;
      begin(FrameType.CONTINUATION, last, stream, piece).writeBytes(whole, piece);
    }
  }

  /** How much of a body of this length the next frame should carry. */
  int pieceOf(int length) {
    ByteBuf out = record;
    int left = out == null ? 0 : out.writableBytes() - FrameType.HEAD_LENGTH;
    return Math.min(length, left >= SHORTEST_PIECE ? left : MAX_DATA);
  }

  /** The next bytes of a body, copied: the encryption reads them out of the cache. */
  void data(int stream, ByteBuf body, int length, boolean endStream) {
    begin(FrameType.DATA, endStream ? FrameType.END_STREAM : 0, stream, length)
        .writeBytes(body, length);
  }

  /** Sends everything on its way. */
  void flush() {
    emit();
    if (unflushed) {
      unflushed = false;
      ctx.flush();
    }
  }

  /** What is written from now on goes nowhere. */
  void close() {
    closed = true;
    if (record != null) {
      record.release();
      record = null;
    }
  }

  private ByteBuf begin(int type, int flags, int stream, int length) {
    ByteBuf out = record;
    if (out == null || out.writableBytes() < FrameType.HEAD_LENGTH + length) {
      emit();
      out = closed ? Unpooled.buffer(RECORD, RECORD) : ctx.alloc().directBuffer(RECORD, RECORD);
      record = out;
    }
    return out.writeInt((length << 8) | type).writeByte(flags).writeInt(stream);
  }

  private void emit() {
    ByteBuf full = record;
    record = null;
    if (full != null && !closed) {
      unflushed = true;
      ctx.write(full, ctx.voidPromise());
    }
  }
}
