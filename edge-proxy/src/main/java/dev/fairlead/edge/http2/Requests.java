package dev.fairlead.edge.http2;

import dev.fairlead.edge.hpack.HeaderBlock;
import dev.fairlead.edge.hpack.HpackDecoder;
import dev.fairlead.edge.hpack.HpackException;
import dev.fairlead.edge.http.Request;
import dev.fairlead.site.Hostname;
import io.netty.buffer.ByteBuf;
import java.util.function.Predicate;

/** The frames that requests are made of: HEADERS and CONTINUATION (RFC 9113 §6.2, §6.10, §8.1). */
final class Requests {
  private static final int PRIORITY_LENGTH = 5;

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
  private final RequestBodies bodies;

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
    this.bodies =
        new RequestBodies(server.limits().maxRefusedBody(), writer, streams, responder, allowances);
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

  /** The last stream that is, or may still be, answered. */
  int lastAnswered() {
    return Math.min(streams.last(), lastAccepted);
  }

  RequestBodies bodies() {
    return bodies;
  }

  void headers(int flags, int stream, ByteBuf payload, int length) throws ConnectionError {
    if ((stream & 1) == 0) {
      throw protocolError("HEADERS of stream %d (expected: an odd one)".formatted(stream));
    }
    int left = length - Padding.read(flags, payload, length);
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
      } else {
        // What follows of it is thrown away too (§6.8).
        streams.breakOff(id);
      }
      return;
    }
    Stream stream = streams.find(id);
    if (stream != null && stream.receiving) {
      bodies.trailers(stream, last, block);
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
      bodies.receive(stream, request, reader.contentLength());
    }
  }

  private void answer(Stream stream, Request request) throws ConnectionError {
    if (reader.contentLength() > 0) {
      bodies.malformed(stream);
    } else {
      responder.ask(stream, request);
    }
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
