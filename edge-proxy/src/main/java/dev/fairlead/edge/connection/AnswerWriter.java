package dev.fairlead.edge.connection;

import dev.fairlead.edge.cache.BlobCache;
import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Body;
import dev.fairlead.edge.http.Body.Segment;
import dev.fairlead.edge.http.Body.Segment.Literal;
import dev.fairlead.edge.http.Body.Segment.Slice;
import dev.fairlead.site.SiteStorage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes answers: small bodies from memory in one piece, large ones as they arrive from the store.
 * Nothing is flushed here; a body in pieces flushes itself.
 */
public final class AnswerWriter {
  /** Fewer than the store has connections, and than one machine's S3 has threads. */
  private static final int MAX_STREAMS = 64;

  private static final Duration STORE_PATIENCE = Duration.ofSeconds(20);

  private final SiteStorage storage;
  private final BlobCache cache;
  private final Semaphore streams;
  private final DateHeader date;
  private final Executor blocking;

  /**
   * @param blocking runs what waits for the store or for a client
   */
  public AnswerWriter(
      SiteStorage storage, BlobCache cache, InstantSource clock, Executor blocking) {
    this.storage = storage;
    this.cache = cache;
    this.streams = new Semaphore(MAX_STREAMS);
    this.date = new DateHeader(clock);
    this.blocking = blocking;
  }

  /** What became of an answer. */
  interface Outcome {
    /** All of it has been handed to the channel. */
    void written();

    /** Nothing has been written, because the store does not give the body. */
    void failed(Throwable reason);
  }

  /** Writes an answer and reports once, on the event loop; must be called on it. */
  void write(ChannelHandlerContext ctx, Answer answer, boolean keepAlive, Outcome outcome) {
    switch (answer.body()) {
      case Body.Empty() -> writeFull(ctx, answer, keepAlive, Unpooled.EMPTY_BUFFER, outcome);
      case Body.Text(byte[] bytes) ->
          writeFull(ctx, answer, keepAlive, Unpooled.wrappedBuffer(bytes), outcome);
      case Body.Stored stored when cache.keeps(stored.blob()) ->
          writeKept(ctx, answer, keepAlive, stored, outcome);
      case Body.Stored stored -> {
        DefaultHttpResponse head =
            new DefaultHttpResponse(
                HttpVersion.HTTP_1_1, status(answer), headers(answer, keepAlive));
        stream(new BlobStream(ctx, storage, head, stored, outcome), outcome);
      }
    }
  }

  /**
   * Each stream holds a connection to the store for as long as its client reads; were there no
   * bound, slow clients of large files could take all of them, and routes could no longer be read.
   */
  private void stream(BlobStream stream, Outcome outcome) {
    if (!streams.tryAcquire()) {
      outcome.failed(new IOException("as many large files are being sent as may be"));
      return;
    }
    blocking.execute(
        () -> {
          try {
            stream.run();
          } finally {
            streams.release();
          }
        });
  }

  private void writeKept(
      ChannelHandlerContext ctx,
      Answer answer,
      boolean keepAlive,
      Body.Stored stored,
      Outcome outcome) {
    CompletableFuture<byte[]> kept = cache.find(stored.region(), stored.project(), stored.blob());
    if (kept.isDone() && !kept.isCompletedExceptionally()) {
      ByteBuf body = body(stored.segments(), kept.join());
      writeFull(ctx, answer, keepAlive, body, outcome);
      return;
    }
    var unused =
        kept.copy()
            .orTimeout(STORE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .whenCompleteAsync(
                (bytes, failure) -> {
                  if (failure == null) {
                    ByteBuf body = body(stored.segments(), bytes);
                    writeFull(ctx, answer, keepAlive, body, outcome);
                  } else {
                    outcome.failed(failure);
                  }
                },
                ctx.executor());
  }

  private void writeFull(
      ChannelHandlerContext ctx, Answer answer, boolean keepAlive, ByteBuf body, Outcome outcome) {
    ctx.write(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status(answer),
            body,
            headers(answer, keepAlive),
            EmptyHttpHeaders.INSTANCE));
    outcome.written();
  }

  private HttpHeaders headers(Answer answer, boolean keepAlive) {
    HttpHeaders headers = answer.headers();
    headers.set(HttpHeaderNames.DATE, date.value());
    if (answer.contentLength() >= 0) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(answer.contentLength()));
    }
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return headers;
  }

  private static HttpResponseStatus status(Answer answer) {
    return HttpResponseStatus.valueOf(answer.status());
  }

  /** The segments over bytes in memory; nothing is copied. */
  private static ByteBuf body(List<Segment> segments, byte[] blob) {
    ByteBuf[] parts = new ByteBuf[segments.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          switch (segments.get(i)) {
            case Literal(byte[] bytes) -> Unpooled.wrappedBuffer(bytes);
            case Slice(long offset, long length) ->
                Unpooled.wrappedBuffer(blob, (int) offset, (int) length);
          };
    }
    return parts.length == 1 ? parts[0] : Unpooled.wrappedBuffer(parts.length, parts);
  }
}
