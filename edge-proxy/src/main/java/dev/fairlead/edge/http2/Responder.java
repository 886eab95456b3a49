package dev.fairlead.edge.http2;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.Content;
import dev.fairlead.edge.http.Request;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks for answers, sends their heads, and opens and closes streams on the way. */
final class Responder implements BodySender.Ends {
  private final FrameWriter writer;
  private final OpenStreams streams;
  private final Answering answering;
  private final DateField date;
  private final BodySender bodies;
  private final Channel channel;
  private @Nullable Stream spare;
  private boolean asking;
  private Consumer<Throwable> onFailure = failure -> {};

  Responder(
      Channel channel,
      FrameWriter writer,
      OpenStreams streams,
      Answering answering,
      DateField date,
      Allowances allowances) {
    this.writer = writer;
    this.streams = streams;
    this.answering = answering;
    this.date = date;
    this.channel = channel;
    this.bodies = new BodySender(channel.eventLoop(), writer, streams, allowances, this);
  }

  EventExecutor executor() {
    return bodies.executor();
  }

  @Nullable InetAddress clientAddress() {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress()
        : null;
  }

  BodySender bodies() {
    return bodies;
  }

  /** What is to be done when nothing more can be written. */
  void onFailure(Consumer<Throwable> end) {
    onFailure = end;
  }

  Stream newStream(int id, @Nullable Request request) {
    Stream stream = spare == null ? new Stream(this) : spare;
    spare = null;
    stream.begin(id, request, bodies.firstWindow());
    return stream;
  }

  /** Has the request of a stream answered, now or later. */
  void ask(Stream stream, Request request) {
    stream.owed = true;
    streams.owe(1);
    asking = true;
    try {
      answering.answer(request, stream);
    } finally {
      asking = false;
    }
    if (stream.closed) {
      spare = stream;
    } else {
      streams.put(stream);
    }
  }

  /** Answers a request without asking, once. */
  void refuse(Stream stream, Refusal refusal) {
    stream.refused = true;
    Request request = stream.request == null ? Request.none(true) : stream.request;
    Answer answer = refusal.answer(request);
    send(stream, answer, answer.literalBody(), null);
    answering.refused(request, answer, stream);
    if (!stream.closed) {
      streams.put(stream);
    }
  }

  void expect(Stream stream, Answer answer) {
    if (!stream.closed) {
      EarlyHints.send(writer, stream, answer);
      if (!asking) {
        bodies.scheduleTurn();
      }
    }
  }

  void answer(Stream stream, Answer answer, @Nullable ByteBuf body, @Nullable Content content) {
    if (!stream.owed) {
      throw new IllegalStateException("stream %d was answered twice".formatted(stream.id));
    }
    stream.owed = false;
    stream.gone = null;
    streams.owe(-1);
    send(stream, answer, body, content);
    if (!asking) {
      bodies.scheduleTurn();
    }
  }

  private void send(
      Stream stream, Answer answer, @Nullable ByteBuf body, @Nullable Content content) {
    try {
      begin(stream, answer, body, content);
    } catch (RuntimeException | OutOfMemoryError failure) {
      close(stream);
      failed(failure);
    }
  }

  private void begin(
      Stream stream, Answer answer, @Nullable ByteBuf body, @Nullable Content content) {
    stream.body = body;
    stream.content = content;
    if (stream.closed) {
      stream.releaseBody();
      return;
    }
    EarlyHints.send(writer, stream, answer);
    stream.left = length(answer, body, content);
    boolean ends = stream.left == 0 || !stream.isSending() || stream.isHead();
    writer.headers(stream.id, answer.http2Head(), date.bytes(answer), ends);
    if (ends) {
      finish(stream);
      return;
    }
    stream.progressAt = System.nanoTime();
    stream.leftAtProgress = stream.left;
    bodies.begin(stream);
  }

  /** Bytes of the body; more than any has where its length is not known. */
  private static long length(Answer answer, @Nullable ByteBuf body, @Nullable Content content) {
    if (body != null) {
      return body.readableBytes();
    }
    boolean unknown = content != null && answer.contentLength() < 0;
    return unknown ? Long.MAX_VALUE : Math.max(0, answer.contentLength());
  }

  @Override
  public void ended(Stream stream) {
    finish(stream);
  }

  @Override
  public void broken(Stream stream) {
    reset(stream, ErrorCode.INTERNAL_ERROR);
  }

  @Override
  public void failed(Throwable failure) {
    onFailure.accept(failure);
  }

  /** The client has been told everything. */
  private void finish(Stream stream) {
    if (stream.receiving) {
      // Nobody reads what the client is still sending (RFC 9113 §8.1).
      writer.reset(stream.id, ErrorCode.NO_ERROR);
      streams.breakOff(stream.id);
    }
    close(stream);
  }

  /** Breaks a stream off from this side. */
  void reset(Stream stream, ErrorCode code) {
    writer.reset(stream.id, code);
    streams.breakOff(stream.id);
    close(stream);
  }

  /** Forgets a stream; an answer that is still to come will be dropped. */
  void close(Stream stream) {
    stream.closed = true;
    stream.releaseBody();
    streams.remove(stream);
    bodies.forget(stream);
    Runnable gone = stream.gone;
    stream.gone = null;
    if (gone != null) {
      gone.run();
    }
  }

  void closeAll() {
    for (Stream stream : streams.copy()) {
      close(stream);
    }
  }
}
