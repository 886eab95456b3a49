package dev.fairlead.edge.http2;

import io.netty.buffer.ByteBuf;

/**
 * What the frames of a client mean, but for those that carry requests (RFC 9113 §6): settings,
 * windows, pings, and streams that the client gives up.
 */
final class ClientFrames implements FrameReader.Frames {
  private static final int SETTING_LENGTH = 6;
  private static final int ENABLE_PUSH = 2;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int MAX_FRAME_SIZE = 5;
  private static final int LARGEST_FRAME_SIZE = (1 << 24) - 1;
  private static final int PRIORITY_LENGTH = 5;
  private static final int GOAWAY_LENGTH = 8;

  private final FrameWriter writer;
  private final OpenStreams streams;
  private final Responder responder;
  private final Requests requests;
  private final Allowances allowances;
  private boolean settingsRead;
  private boolean pinged;
  private boolean closed;
  private long count;

  ClientFrames(
      FrameWriter writer,
      OpenStreams streams,
      Responder responder,
      Requests requests,
      Allowances allowances) {
    this.writer = writer;
    this.streams = streams;
    this.responder = responder;
    this.requests = requests;
    this.allowances = allowances;
  }

  /** Frames read so far. */
  long count() {
    return count;
  }

  /** Whether the client has answered a PING since this was asked last. */
  boolean hasAnsweredPing() {
    boolean answered = pinged;
    pinged = false;
    return answered;
  }

  void close() {
    closed = true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void frame(int type, int flags, int stream, ByteBuf payload, int length)
      throws ConnectionError {
    count++;
    if (!settingsRead && (type != FrameType.SETTINGS || (flags & FrameType.ACK) != 0)) {
      throw protocolError("a connection begins with SETTINGS");
    }
    int open = requests.openBlock();
    if (open != 0 && (type != FrameType.CONTINUATION || stream != open)) {
      throw protocolError("a header block is followed by its CONTINUATION");
    }
    switch (type) {
      case FrameType.DATA -> requests.bodies().data(flags, stream, payload, length);
      case FrameType.HEADERS -> requests.headers(flags, stream, payload, length);
      case FrameType.CONTINUATION -> requests.continuation(flags, stream, payload, length);
      case FrameType.PRIORITY -> priority(stream, payload, length);
      case FrameType.RST_STREAM -> resetStream(stream, length);
      case FrameType.SETTINGS -> settings(flags, stream, payload, length);
      case FrameType.PUSH_PROMISE -> throw protocolError("a client pushes nothing");
      case FrameType.PING -> ping(flags, stream, payload, length);
      case FrameType.GOAWAY -> goAway(stream, length);
      case FrameType.WINDOW_UPDATE -> windowUpdate(stream, payload, length);
      default -> allowances.controlFrame();
    }
  }

  private void priority(int stream, ByteBuf payload, int length) throws ConnectionError {
    requireLength("PRIORITY", length, PRIORITY_LENGTH);
    if (stream == 0 || (payload.getInt(payload.readerIndex()) & Integer.MAX_VALUE) == stream) {
      throw protocolError("PRIORITY of no stream, or on itself");
    }
    allowances.controlFrame();
  }

  private void resetStream(int id, int length) throws ConnectionError {
    requireLength("RST_STREAM", length, Integer.BYTES);
    if (streams.isUnused(id)) {
      throw protocolError("RST_STREAM of a stream that has not begun");
    }
    allowances.reset();
    Stream stream = streams.find(id);
    if (stream != null) {
      responder.close(stream);
    }
  }

  private void settings(int flags, int stream, ByteBuf payload, int length) throws ConnectionError {
    if (stream != 0) {
      throw protocolError("SETTINGS of a stream");
    }
    allowances.controlFrame();
    if ((flags & FrameType.ACK) != 0) {
      requireLength("SETTINGS with ACK", length, 0);
      return;
    }
    if (length % SETTING_LENGTH != 0) {
      throw new ConnectionError(
          ErrorCode.FRAME_SIZE_ERROR,
          "SETTINGS of %d bytes (expected: a multiple of 6)".formatted(length));
    }
    settingsRead = true;
    for (int read = 0; read < length; read += SETTING_LENGTH) {
      setting(payload.readUnsignedShort(), payload.readUnsignedInt());
    }
    writer.settingsAck();
  }

  private void setting(int id, long value) throws ConnectionError {
    switch (id) {
      case ENABLE_PUSH -> {
        if (value > 1) {
          throw protocolError("ENABLE_PUSH: %d (expected: 0 or 1)".formatted(value));
        }
      }
      case INITIAL_WINDOW_SIZE -> {
        if (value > Integer.MAX_VALUE || !responder.bodies().changeFirstWindow((int) value)) {
          throw new ConnectionError(
              ErrorCode.FLOW_CONTROL_ERROR, "INITIAL_WINDOW_SIZE: %d is too much".formatted(value));
        }
      }
      case MAX_FRAME_SIZE -> {
        if (value < FrameType.MAX_PAYLOAD || value > LARGEST_FRAME_SIZE) {
          throw protocolError(
              "MAX_FRAME_SIZE: %d (expected: %d–%d)"
                  .formatted(value, FrameType.MAX_PAYLOAD, LARGEST_FRAME_SIZE));
        }
      }
      default -> {
        // Others are about what this side never sends: pushes, indexed fields, frames above 2^14.
      }
    }
  }

  private void ping(int flags, int stream, ByteBuf payload, int length) throws ConnectionError {
    if (stream != 0) {
      throw protocolError("PING of a stream");
    }
    requireLength("PING", length, Long.BYTES);
    allowances.controlFrame();
    if ((flags & FrameType.ACK) != 0) {
      pinged = true;
    } else {
      writer.ping(payload.readLong(), true);
    }
  }

  private void goAway(int stream, int length) throws ConnectionError {
    if (stream != 0) {
      throw protocolError("GOAWAY of a stream");
    }
    if (length < GOAWAY_LENGTH) {
      throw new ConnectionError(
          ErrorCode.FRAME_SIZE_ERROR, "GOAWAY of %d bytes (expected: 8 or more)".formatted(length));
    }
    allowances.controlFrame();
  }

  private void windowUpdate(int id, ByteBuf payload, int length) throws ConnectionError {
    requireLength("WINDOW_UPDATE", length, Integer.BYTES);
    int increment = payload.readInt() & Integer.MAX_VALUE;
    if (id != 0 && streams.isUnused(id)) {
      throw protocolError("WINDOW_UPDATE of a stream that has not begun");
    }
    if (increment == 0) {
      throw protocolError("WINDOW_UPDATE: 0 (expected: 1 or more)");
    }
    allowances.windowUpdate();
    if (id == 0) {
      if (!responder.bodies().widen(increment)) {
        throw new ConnectionError(
            ErrorCode.FLOW_CONTROL_ERROR, "the window of the connection is above 2^31-1");
      }
      return;
    }
    Stream stream = streams.find(id);
    if (stream != null && !responder.bodies().widen(stream, increment)) {
      allowances.reset();
      responder.reset(stream, ErrorCode.FLOW_CONTROL_ERROR);
    }
  }

  private static void requireLength(String frame, int length, int expected) throws ConnectionError {
    if (length != expected) {
      throw new ConnectionError(
          ErrorCode.FRAME_SIZE_ERROR,
          "%s of %d bytes (expected: %d)".formatted(frame, length, expected));
    }
  }

  private static ConnectionError protocolError(String message) {
    return new ConnectionError(ErrorCode.PROTOCOL_ERROR, message);
  }
}
