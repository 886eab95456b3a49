package dev.fairlead.edge.http2;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.Content;
import dev.fairlead.edge.http.Request;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Asks for answers and sends them. What fits goes out at once; longer bodies take turns, a record
 * each, as far as the windows of the client and its socket reach (RFC 9113 §5.2).
 */
final class Responder {
  private static final long LARGEST_WINDOW = Integer.MAX_VALUE;
  private static final int FIRST_WINDOW = 65_535;

  /** Bytes after which other connections of the event loop have their turn. */
  private static final int TURN = 16 * FrameWriter.RECORD;

  private final EventExecutor executor;
  private final FrameWriter writer;
  private final OpenStreams streams;
  private final Answering answering;
  private final DateField date;
  private final Allowances allowances;
  private final ArrayDeque<Stream> ready = new ArrayDeque<>();
  private @Nullable Stream spare;
  private long window = FIRST_WINDOW;
  private int firstWindow = FIRST_WINDOW;
  private long sent;
  private boolean asking;
  private boolean pumping;
  private boolean turnScheduled;
  private Runnable afterTurn = () -> {};

  Responder(
      EventExecutor executor,
      FrameWriter writer,
      OpenStreams streams,
      Answering answering,
      DateField date,
      Allowances allowances) {
    this.executor = executor;
    this.writer = writer;
    this.streams = streams;
    this.answering = answering;
    this.date = date;
    this.allowances = allowances;
  }

  EventExecutor executor() {
    return executor;
  }

  /** What is to be done when answers have been sent outside of a read. */
  void onTurn(Runnable afterward) {
    afterTurn = afterward;
  }

  /** Bytes of bodies sent so far. */
  long sent() {
    return sent;
  }

  /** Whether bodies wait for the connection, not for windows of their own. */
  boolean isBlocked() {
    return !ready.isEmpty();
  }

  Stream newStream(int id, @Nullable Request request) {
    Stream stream = spare == null ? new Stream(this) : spare;
    spare = null;
    stream.begin(id, request, firstWindow);
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

  void refuse(Stream stream, Refusal refusal) {
    send(stream, refusal.answer(), refusal.body(), null);
    if (!stream.closed) {
      streams.put(stream);
    }
  }

  void answer(Stream stream, Answer answer, @Nullable ByteBuf body, @Nullable Content content) {
    if (!stream.owed) {
      throw new IllegalStateException("stream %d was answered twice".formatted(stream.id));
    }
    stream.owed = false;
    streams.owe(-1);
    send(stream, answer, body, content);
    if (!asking) {
      scheduleTurn();
    }
  }

  private void send(
      Stream stream, Answer answer, @Nullable ByteBuf body, @Nullable Content content) {
    stream.body = body;
    stream.content = content;
    if (stream.closed) {
      stream.releaseBody();
      return;
    }
    EarlyHints.send(writer, stream, answer);
    stream.left = body == null ? Math.max(0, answer.contentLength()) : body.readableBytes();
    boolean ends = stream.left == 0 || !stream.isSending() || stream.isHead();
    writer.headers(stream.id, answer.http2Head(), date.bytes(), ends);
    if (ends) {
      finish(stream);
      return;
    }
    stream.progressAt = System.nanoTime();
    stream.leftAtProgress = stream.left;
    if (body == null || !fits(stream) || !sendFromMemory(stream, body, (int) stream.left)) {
      enqueue(stream);
    }
  }

  /** Whether the whole body can go out behind its head. */
  private boolean fits(Stream stream) {
    return stream.left <= Math.min(FrameWriter.MAX_DATA, Math.min(window, stream.window))
        && writer.isWritable();
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
    if (stream.queued) {
      stream.queued = false;
      ready.remove(stream);
    }
  }

  void closeAll() {
    for (Stream stream : streams.copy()) {
      close(stream);
    }
    ready.clear();
  }

  /**
   * Changes what every stream may be sent from the start (§6.9.2).
   *
   * @return false if the window of a stream grows beyond what there is
   */
  boolean changeFirstWindow(int bytes) {
    long change = (long) bytes - firstWindow;
    firstWindow = bytes;
    for (Stream stream : streams.all()) {
      stream.window += change;
      if (stream.window > LARGEST_WINDOW) {
        return false;
      }
      enqueue(stream);
    }
    return true;
  }

  /** Whether the window of the connection did not grow beyond what there is. */
  boolean widen(int bytes) {
    window += bytes;
    return window <= LARGEST_WINDOW;
  }

  boolean widen(Stream stream, int bytes) {
    stream.window += bytes;
    enqueue(stream);
    return stream.window <= LARGEST_WINDOW;
  }

  private void enqueue(Stream stream) {
    if (!stream.queued && stream.isSending() && stream.window > 0) {
      stream.queued = true;
      ready.add(stream);
    }
  }

  /** Sends what can be sent, then flushes. */
  void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    long end = sent + TURN;
    while (!ready.isEmpty() && window > 0 && sent < end && isWritable()) {
      Stream stream = ready.remove();
      stream.queued = false;
      sendPiece(stream);
    }
    boolean moreCanGo = sent >= end && !ready.isEmpty();
    writer.flush();
    pumping = false;
    if (moreCanGo) {
      scheduleTurn();
    }
  }

  private boolean isWritable() {
    if (!writer.isWritable()) {
      writer.flush();
    }
    return writer.isWritable();
  }

  private void sendPiece(Stream stream) {
    long allowed = Math.min(stream.left, Math.min(window, stream.window));
    if (stream.closed || allowed <= 0) {
      return;
    }
    int piece = writer.pieceOf((int) Math.min(allowed, FrameWriter.MAX_DATA));
    ByteBuf body = stream.body;
    Content content = stream.content;
    if (body != null) {
      if (!sendFromMemory(stream, body, piece)) {
        enqueue(stream);
      }
    } else if (content != null) {
      pull(stream, content, piece);
    }
  }

  private void pull(Stream stream, Content content, int most) {
    ByteBuf read;
    try {
      read = content.read(most);
    } catch (IOException broken) {
      reset(stream, ErrorCode.INTERNAL_ERROR);
      return;
    }
    if (read == null) {
      content.whenReadable(
          () -> {
            enqueue(stream);
            scheduleTurn();
          });
      return;
    }
    try {
      if (!sendFromMemory(stream, read, read.readableBytes())) {
        enqueue(stream);
      }
    } finally {
      read.release();
    }
  }

  /** Whether that was the end of the answer. */
  private boolean sendFromMemory(Stream stream, ByteBuf bytes, int length) {
    stream.left -= length;
    stream.window -= length;
    window -= length;
    sent += length;
    boolean last = stream.left == 0;
    writer.data(stream.id, bytes, length, last);
    allowances.dataSent();
    if (last) {
      finish(stream);
    }
    return last;
  }

  private void scheduleTurn() {
    if (!turnScheduled) {
      turnScheduled = true;
      executor.execute(
          () -> {
            turnScheduled = false;
            pump();
            afterTurn.run();
          });
    }
  }
}
