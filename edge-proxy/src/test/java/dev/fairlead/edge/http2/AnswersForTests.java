package dev.fairlead.edge.http2;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.Body;
import dev.fairlead.edge.http.Content;
import dev.fairlead.edge.http.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Answers by path: {@code /bytes/N} from memory, {@code /pulled/N} in pieces, {@code /broken/N}
 * until half, {@code /later} when a test says so, {@code /page} with links, {@code /page/later}
 * with links that are told before, {@code /none} without a body, {@code /wide} with a head longer
 * than a frame; anything else with what was asked.
 */
final class AnswersForTests implements Answering {
  /** Answers that a test has to give. */
  final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();

  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();
  final AtomicInteger openContents = new AtomicInteger();
  private final ConcurrentLinkedQueue<ByteBuf> shared = new ConcurrentLinkedQueue<>();

  @Override
  public void answer(Request request, AnswerSink sink) {
    asked.incrementAndGet();
    String target = request.target();
    if (target.startsWith("/bytes/")) {
      int length = length(target);
      sink.answer(ok("application/octet-stream", length), bytes(length));
    } else if (target.startsWith("/pulled/")) {
      int length = length(target);
      sink.answer(ok("application/octet-stream", length), new Pieces(sink, length, length));
    } else if (target.startsWith("/broken/")) {
      int length = length(target);
      sink.answer(ok("application/octet-stream", length), new Pieces(sink, length, length / 2));
    } else if (target.equals("/later")) {
      held.add(() -> sink.executor().execute(() -> sink.answer(ok("text/plain", 5), bytes(5))));
    } else if (target.equals("/none")) {
      sink.answer(new Answer(204, headers("text/plain"), -1, new Body.Empty()), (ByteBuf) null);
    } else if (target.equals("/page")) {
      sink.answer(page(), bytes(4));
    } else if (target.equals("/page/later")) {
      sink.expect(page());
      held.add(() -> sink.executor().execute(() -> sink.answer(page(), bytes(4))));
    } else if (target.equals("/wide")) {
      Answer wide = ok("text/plain", 3);
      wide.headers().add("x-wide", "\u007e".repeat(40_000));
      sink.answer(wide, bytes(3));
    } else if (target.equals("/fails")) {
      throw new IllegalStateException("as a test wants it");
    } else {
      byte[] text =
          (request + "\n" + request.headers().entries())
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      sink.answer(ok("text/plain", text.length), Unpooled.wrappedBuffer(text));
    }
  }

  @Override
  public void refused(Request request, Answer answer, AnswerSink sink) {
    refused.incrementAndGet();
  }

  /** What a body of this length holds. */
  static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    return bytes;
  }

  /** Bodies from memory that nobody has released. */
  long unreleased() {
    return shared.stream().filter(body -> body.capacity() > 0 && body.refCnt() > 0).count();
  }

  /** Bodies so far are of no interest any more. */
  void forget() {
    shared.clear();
  }

  private ByteBuf bytes(int length) {
    ByteBuf body = Unpooled.wrappedBuffer(pattern(length));
    shared.add(body);
    return body;
  }

  /** The number at the end; 7 if there is none that is sensible. */
  private static int length(String target) {
    String digits = target.substring(target.lastIndexOf('/') + 1);
    return digits.matches("[0-9]{1,7}") ? Integer.parseInt(digits) : 7;
  }

  private static Answer ok(String type, long length) {
    return new Answer(200, headers(type), length, new Body.Empty());
  }

  private static Answer page() {
    Answer page = ok("text/html; charset=utf-8", 4);
    page.headers().add("link", "</a.css>; rel=preload; as=style");
    return page;
  }

  private static HttpHeaders headers(String type) {
    return new DefaultHttpHeaders()
        .set("Content-Type", type)
        .set("x-content-type-options", "nosniff");
  }

  /** A body that comes in pieces, with nothing there every other time. */
  private final class Pieces implements Content {
    private static final int PIECE = 10_000;
    private final AnswerSink sink;
    private final byte[] bytes;
    private final int end;
    private int position;
    private boolean there;
    private boolean closed;

    Pieces(AnswerSink sink, int length, int end) {
      this.sink = sink;
      this.bytes = pattern(length);
      this.end = end;
      openContents.incrementAndGet();
    }

    @Override
    public @Nullable ByteBuf read(int max) throws IOException {
      if (position >= end) {
        throw new IOException("the rest cannot be had");
      }
      there = !there;
      if (there) {
        return null;
      }
      int length = Math.min(Math.min(max, PIECE), end - position);
      ByteBuf piece =
          Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, position, position + length));
      shared.add(piece);
      position += length;
      return piece;
    }

    @Override
    public void whenReadable(Runnable reader) {
      sink.executor().execute(reader);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        openContents.decrementAndGet();
      }
    }
  }
}
