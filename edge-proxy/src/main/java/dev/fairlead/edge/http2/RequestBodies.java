package dev.fairlead.edge.http2;

import dev.fairlead.edge.hpack.HeaderBlock;
import dev.fairlead.edge.http.Request;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;

/**
 * The bodies of requests, which nobody wants (RFC 9113 §6.1, §8.1): read as far as their frames
 * must be checked, and thrown away.
 */
final class RequestBodies {
  private static final int RECEIVE_WINDOW = 65_535;

  /** A DATA frame that is shorter, and not the last, costs as much as it carries. */
  private static final int SHORT_DATA = 256;

  private final int maxRefusedBody;
  private final FrameWriter writer;
  private final OpenStreams streams;
  private final Responder responder;
  private final Allowances allowances;
  private int receiveWindow = RECEIVE_WINDOW;

  RequestBodies(
      int maxRefusedBody,
      FrameWriter writer,
      OpenStreams streams,
      Responder responder,
      Allowances allowances) {
    this.maxRefusedBody = maxRefusedBody;
    this.writer = writer;
    this.streams = streams;
    this.responder = responder;
    this.allowances = allowances;
  }

  void data(int flags, int id, ByteBuf payload, int length) throws ConnectionError {
    if (id == 0 || streams.isUnused(id)) {
      throw protocolError("DATA of stream %d, which has not begun".formatted(id));
    }
    countReceived(length);
    boolean last = (flags & FrameType.END_STREAM) != 0;
    if (length < SHORT_DATA && !last) {
      allowances.controlFrame();
    }
    int left = length - Padding.read(flags, payload, length);
    Stream stream = streams.find(id);
    if (stream == null && streams.wasBrokenOff(id)) {
      return;
    }
    if (stream == null || !stream.receiving) {
      throw new ConnectionError(
          ErrorCode.STREAM_CLOSED, "DATA of stream %d, which the client has ended".formatted(id));
    }
    stream.received += left;
    if (stream.refused) {
      throwAway(stream, last);
    } else if (stream.announced >= 0 && stream.received > stream.announced) {
      malformed(stream);
    } else if (last) {
      endRequest(stream);
    } else if (stream.received > maxRefusedBody) {
      responder.refuse(stream, Refusal.BODY);
    }
  }

  /** Nothing of a refused request is looked at, but it keeps to its window (§6.9.1). */
  private void throwAway(Stream stream, boolean last) throws ConnectionError {
    if (stream.received > RECEIVE_WINDOW) {
      allowances.reset();
      responder.reset(stream, ErrorCode.FLOW_CONTROL_ERROR);
    } else {
      stream.receiving = !last;
    }
  }

  /** Keeps the connection's window open, whatever becomes of what is sent into it (§6.9). */
  private void countReceived(int length) throws ConnectionError {
    receiveWindow -= length;
    if (receiveWindow < 0) {
      throw new ConnectionError(
          ErrorCode.FLOW_CONTROL_ERROR, "more DATA than the window of the connection");
    }
    if (receiveWindow < RECEIVE_WINDOW / 2) {
      writer.windowUpdate(0, RECEIVE_WINDOW - receiveWindow);
      receiveWindow = RECEIVE_WINDOW;
    }
  }

  /** A request whose body is still to come; there had better be none. */
  void receive(Stream stream, Request request, long announced) {
    stream.announced = announced;
    stream.receivingSince = allowances.now();
    if (stream.announced > maxRefusedBody || request.headers().contains(HttpHeaderNames.EXPECT)) {
      responder.refuse(stream, Refusal.BODY);
    } else {
      streams.put(stream);
    }
  }

  /** Fields after the body (§8.1). */
  void trailers(Stream stream, boolean last, HeaderBlock block) throws ConnectionError {
    if (!last || block.isTooLarge() || !RequestReader.areTrailers(block)) {
      malformed(stream);
    } else if (stream.refused) {
      stream.receiving = false;
    } else {
      endRequest(stream);
    }
  }

  private void endRequest(Stream stream) throws ConnectionError {
    stream.receiving = false;
    Request request = stream.request;
    if (request == null || (stream.announced >= 0 && stream.received != stream.announced)) {
      malformed(stream);
    } else if (stream.received > 0) {
      responder.refuse(stream, Refusal.BODY);
    } else {
      responder.ask(stream, request);
    }
  }

  /** Breaks off a request that is none (§8.1.1). */
  void malformed(Stream stream) throws ConnectionError {
    allowances.reset();
    responder.reset(stream, ErrorCode.PROTOCOL_ERROR);
  }

  private static ConnectionError protocolError(String message) {
    return new ConnectionError(ErrorCode.PROTOCOL_ERROR, message);
  }
}
