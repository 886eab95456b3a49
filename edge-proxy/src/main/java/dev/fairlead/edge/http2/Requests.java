package dev.fairlead.edge.http2;

import dev.fairlead.edge.hpack.HeaderBlock;
import dev.fairlead.edge.hpack.HpackDecoder;
import dev.fairlead.edge.hpack.HpackException;
import dev.fairlead.edge.http.Request;
import dev.fairlead.site.Hostname;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.function.Predicate;

/**
 * The frames that requests are made of: HEADERS, CONTINUATION and DATA (RFC 9113 §6.1, §6.2, §6.10,
 * §8.1). Bodies are read as far as their frames must be checked, and thrown away.
 */
final class Requests {
  private static final int RECEIVE_WINDOW = 65_535;
  private static final int PRIORITY_LENGTH = 5;

  /** A DATA frame that is shorter, and not the last, costs as much as it carries. */
  private static final int SHORT_DATA = 256;

  private final Http2Server server;
  private final FrameWriter writer;
  private final OpenStreams streams;
  private final Responder responder;
  private final Allowances allowances;
  private final Predicate<Hostname> served;
  private final HpackDecoder decoder = new HpackDecoder();
  private final RequestReader reader = new RequestReader();
  private final HeaderFragments fragments;
  private int lastAccepted = Integer.MAX_VALUE;
  private int receiveWindow = RECEIVE_WINDOW;

  Requests(
      Http2Server server,
      FrameWriter writer,
      OpenStreams streams,
      Responder responder,
      Allowances allowances,
      Predicate<Hostname> served) {
    this.server = server;
    this.writer = writer;
    this.streams = streams;
    this.responder = responder;
    this.allowances = allowances;
    this.served = served;
    this.fragments =
        new HeaderFragments(server.limits().maxEncodedBlock(), server.limits().maxContinuations());
  }

  /** The stream whose header block has begun and not ended; 0 if there is none. */
  int openBlock() {
    return fragments.stream();
  }

  /** When that block began, of {@link System#nanoTime}. */
  long openBlockSince() {
    return fragments.since();
  }

  /** Streams that have not begun by now are no longer answered. */
  void acceptNoMore() {
    lastAccepted = streams.last();
  }

  void headers(int flags, int stream, ByteBuf payload, int length) throws ConnectionError {
    if ((stream & 1) == 0) {
      throw protocolError("HEADERS of stream %d (expected: an odd one)".formatted(stream));
    }
    int left = length - padding(flags, payload, length);
    if ((flags & FrameType.PRIORITIZED) != 0) {
      left -= PRIORITY_LENGTH;
      if (left < 0 || (payload.readInt() & Integer.MAX_VALUE) == stream) {
        throw protocolError("HEADERS too short, or a stream that depends on itself");
      }
      payload.skipBytes(1);
    }
    fragments.begin(stream, (flags & FrameType.END_STREAM) != 0, allowances.now());
    fragments.add(payload, left);
    if ((flags & FrameType.END_HEADERS) != 0) {
      endBlock();
    }
  }

  void continuation(int flags, int stream, ByteBuf payload, int length) throws ConnectionError {
    if (fragments.stream() == 0) {
      throw protocolError("CONTINUATION of nothing on stream %d".formatted(stream));
    }
    fragments.countContinuation();
    fragments.add(payload, length);
    if ((flags & FrameType.END_HEADERS) != 0) {
      endBlock();
    }
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
    int left = length - padding(flags, payload, length);
    Stream stream = streams.find(id);
    if (stream == null && streams.wasBrokenOff(id)) {
      return;
    }
    if (stream == null || !stream.receiving) {
      throw new ConnectionError(
          ErrorCode.STREAM_CLOSED, "DATA of stream %d, which the client has ended".formatted(id));
    }
    stream.received += left;
    if (stream.announced >= 0 && stream.received > stream.announced) {
      malformed(stream);
    } else if (last) {
      endRequest(stream);
    } else if (stream.received > server.limits().maxRefusedBody()) {
      responder.refuse(stream, Refusal.BODY);
    }
  }

  /** Bytes of padding at the end; its length, if there is one, is read (§6.1). */
  private static int padding(int flags, ByteBuf payload, int length) throws ConnectionError {
    if ((flags & FrameType.PADDED) == 0) {
      return 0;
    }
    int padded = length == 0 ? 0 : payload.readUnsignedByte() + 1;
    if (length == 0 || padded > length) {
      throw protocolError("a frame of %d bytes is padded with more".formatted(length));
    }
    return padded;
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

  private void endBlock() throws ConnectionError {
    int id = fragments.stream();
    boolean last = fragments.endsStream();
    HeaderBlock block = server.block();
    try {
      decoder.decode(fragments.bytes(), fragments.length(), block);
    } catch (HpackException wrong) {
      throw new ConnectionError(ErrorCode.COMPRESSION_ERROR, String.valueOf(wrong.getMessage()));
    }
    fragments.end();
    if (streams.isUnused(id)) {
      streams.advance(id);
      if (id <= lastAccepted) {
        begin(id, last, block);
      }
      return;
    }
    Stream stream = streams.find(id);
    if (stream != null && stream.receiving) {
      trailers(stream, last, block);
    } else if (stream != null || !streams.wasBrokenOff(id)) {
      throw streams.wasSkipped(id)
          ? protocolError("stream %d after stream %d".formatted(id, streams.last()))
          : new ConnectionError(
              ErrorCode.STREAM_CLOSED, "HEADERS of stream %d, which has ended".formatted(id));
    }
  }

  private void begin(int id, boolean last, HeaderBlock block) throws ConnectionError {
    Http2Limits limits = server.limits();
    // Whoever opens and resets streams has work done that no open stream shows.
    if (streams.size() >= limits.maxConcurrentStreams()
        || streams.owed() >= 2 * limits.maxConcurrentStreams()) {
      refuseStream(id, ErrorCode.REFUSED_STREAM);
      return;
    }
    Request request = block.isTooLarge() ? null : reader.read(block);
    if (request == null && !block.isTooLarge()) {
      refuseStream(id, ErrorCode.PROTOCOL_ERROR);
      return;
    }
    Stream stream = responder.newStream(id, request);
    stream.receiving = !last;
    if (request == null) {
      responder.refuse(stream, Refusal.HEADERS);
    } else if (request.host() != null && !served.test(request.host())) {
      responder.refuse(stream, Refusal.MISDIRECTED);
    } else if (last) {
      answer(stream, request);
    } else {
      receive(stream, request);
    }
  }

  private void answer(Stream stream, Request request) throws ConnectionError {
    if (reader.contentLength() > 0) {
      malformed(stream);
    } else {
      responder.ask(stream, request);
    }
  }

  private void receive(Stream stream, Request request) {
    stream.announced = reader.contentLength();
    stream.receivingSince = allowances.now();
    if (stream.announced > server.limits().maxRefusedBody()
        || request.headers().contains(HttpHeaderNames.EXPECT)) {
      responder.refuse(stream, Refusal.BODY);
    } else {
      streams.put(stream);
    }
  }

  private void trailers(Stream stream, boolean last, HeaderBlock block) throws ConnectionError {
    if (!last || block.isTooLarge() || !RequestReader.areTrailers(block)) {
      malformed(stream);
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

  private void malformed(Stream stream) throws ConnectionError {
    allowances.reset();
    responder.reset(stream, ErrorCode.PROTOCOL_ERROR);
  }

  private void refuseStream(int id, ErrorCode code) throws ConnectionError {
    allowances.reset();
    streams.breakOff(id);
    writer.reset(id, code);
  }

  private static ConnectionError protocolError(String message) {
    return new ConnectionError(ErrorCode.PROTOCOL_ERROR, message);
  }
}
