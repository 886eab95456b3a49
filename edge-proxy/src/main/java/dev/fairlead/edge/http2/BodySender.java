package dev.fairlead.edge.http2;

import dev.fairlead.edge.http.Content;
import dev.fairlead.edge.http.Turns;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bodies as far as the windows of the client and its socket reach (RFC 9113 §5.2). Long ones
 * take turns, a record each.
 */
final class BodySender {
  private static final Logger log = LoggerFactory.getLogger(BodySender.class);
  private static final long LARGEST_WINDOW = Integer.MAX_VALUE;
  private static final int FIRST_WINDOW = 65_535;

  /** Bytes after which other connections of the event loop have their turn. */
  private static final int TURN = 16 * FrameWriter.RECORD;

  /** What is to be done at the end of a body. */
  interface Ends {
    /** All of it has been sent. */
    void ended(Stream stream);

    /** The rest cannot be had. */
    void broken(Stream stream);

    /** Nothing more can be written, whatever the stream. */
    void failed(Throwable failure);
  }

  private final EventExecutor executor;
  private final FrameWriter writer;
  private final OpenStreams streams;
  private final Allowances allowances;
  private final Ends ends;
  private final ArrayDeque<Stream> ready = new ArrayDeque<>();
  private long window = FIRST_WINDOW;
  private int firstWindow = FIRST_WINDOW;
  private long sent;
  private boolean pumping;
  private boolean turnScheduled;
  private Runnable afterTurn = () -> {};

  BodySender(
      EventExecutor executor,
      FrameWriter writer,
      OpenStreams streams,
      Allowances allowances,
      Ends ends) {
    this.executor = executor;
    this.writer = writer;
    this.streams = streams;
    this.allowances = allowances;
    this.ends = ends;
  }

  EventExecutor executor() {
    return executor;
  }

  /** What is to be done when answers have been sent outside of a read. */
  void onTurn(Runnable afterward) {
    afterTurn = afterward;
  }

  /** What a new stream may be sent before the client widens its window. */
  int firstWindow() {
    return firstWindow;
  }

  /** Bytes of bodies sent so far. */
  long sent() {
    return sent;
  }

  /** Whether bodies wait for the connection, not for windows of their own. */
  boolean isBlocked() {
    return !ready.isEmpty();
  }

  /** Begins with the body of a stream; a short one goes out at once, behind its head. */
  void begin(Stream stream) {
    ByteBuf body = stream.body;
    if (body == null || !fits(stream) || !sendFromMemory(stream, body, (int) stream.left)) {
      enqueue(stream);
    }
  }

  /** Sends no more of a stream. */
  void forget(Stream stream) {
    if (stream.queued) {
      stream.queued = false;
      ready.remove(stream);
    }
  }

  /** Whether the whole body can go out in one frame. */
  private boolean fits(Stream stream) {
    return stream.left <= Math.min(FrameWriter.MAX_DATA, Math.min(window, stream.window))
        && writer.isWritable();
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

  /** Has a body wait for its turn, unless it waits for a window or for its store. */
  private void enqueue(Stream stream) {
    if (!stream.queued && !stream.awaitsContent && stream.isSending() && stream.window > 0) {
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
    if (sent >= end && !ready.isEmpty() && !turnScheduled) {
      turnScheduled = true;
      Turns.next(executor, this::turn);
    }
    writer.flush();
    pumping = false;
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
    } catch (IOException | RuntimeException | OutOfMemoryError broken) {
      log.atWarn().setMessage("A body ended too soon").setCause(broken).log();
      ends.broken(stream);
      return;
    }
    if (read == null && content.isAtEnd()) {
      stream.left = 0;
      var unused = sendFromMemory(stream, Unpooled.EMPTY_BUFFER, 0);
      return;
    }
    if (read == null) {
      stream.awaitsContent = true;
      content.whenReadable(
          () -> {
            stream.awaitsContent = false;
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
      ends.ended(stream);
    }
    return last;
  }

  /** Sends, soon, what has come outside of a read. */
  void scheduleTurn() {
    if (!turnScheduled) {
      turnScheduled = true;
      executor.execute(this::turn);
    }
  }

  private void turn() {
    turnScheduled = false;
    try {
      pump();
      afterTurn.run();
    } catch (RuntimeException | OutOfMemoryError failure) {
      ends.failed(failure);
    }
  }
}
