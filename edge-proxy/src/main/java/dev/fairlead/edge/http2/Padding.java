package dev.fairlead.edge.http2;

import io.netty.buffer.ByteBuf;

/** What makes a frame look longer than it is (RFC 9113 §6.1). */
final class Padding {
  private Padding() {}

  /** Bytes that are not of the frame's content; its length field, if there is one, is read. */
  static int read(int flags, ByteBuf payload, int length) throws ConnectionError {
    if ((flags & FrameType.PADDED) == 0) {
      return 0;
    }
    int padded = length == 0 ? 0 : payload.readUnsignedByte() + 1;
    if (length == 0 || padded > length) {
      throw new ConnectionError(
          ErrorCode.PROTOCOL_ERROR, "a frame of %d bytes is padded with more".formatted(length));
    }
    return padded;
  }
}
