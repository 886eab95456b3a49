package dev.fairlead.edge.connection;

import dev.fairlead.edge.connection.AnswerWriter.Outcome;
import dev.fairlead.edge.http.Body;
import dev.fairlead.edge.http.Body.Segment;
import dev.fairlead.edge.http.Body.Segment.Literal;
import dev.fairlead.edge.http.Body.Segment.Slice;
import dev.fairlead.site.SiteStorage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a stored body as it is read, on a virtual thread. At most {@value #CHUNKS_IN_FLIGHT} chunks
 * of {@value #CHUNK_BYTES} bytes are between the store and the socket; the next one is read when
 * the client has taken one. When the client goes, reading ends and the store's stream is closed;
 * when the store fails in the middle, the connection is closed, for the length has been promised.
 */
final class BlobStream implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(BlobStream.class);

  static final int CHUNK_BYTES = 32 << 10;
  static final int CHUNKS_IN_FLIGHT = 4;

  private final ChannelHandlerContext ctx;
  private final SiteStorage storage;
  private final HttpResponse head;
  private final Body.Stored body;
  private final Outcome outcome;
  private final Semaphore room = new Semaphore(CHUNKS_IN_FLIGHT);
  private volatile @Nullable Throwable clientFailure;
  private boolean headWritten;

  BlobStream(
      ChannelHandlerContext ctx,
      SiteStorage storage,
      HttpResponse head,
      Body.Stored body,
      Outcome outcome) {
    this.ctx = ctx;
    this.storage = storage;
    this.head = head;
    this.body = body;
    this.outcome = outcome;
  }

  @Override
  public void run() {
    Thread thread = Thread.currentThread();
    ChannelFutureListener gone = closed -> thread.interrupt();
    ctx.channel().closeFuture().addListener(gone);
    try {
      send();
    } catch (IOException | InterruptedException | RuntimeException e) {
      fail(e);
    } finally {
      ctx.channel().closeFuture().removeListener(gone);
    }
  }

  private void send() throws IOException, InterruptedException {
    // The first slice is opened before the head is written: while nothing has been said, a store
    // that fails can still be answered with 503.
    int first = body.segments().getFirst() instanceof Slice ? 0 : 1;
    Slice firstSlice = (Slice) body.segments().get(first);
    try (InputStream in = open(firstSlice)) {
      writeHead();
      for (Segment literal : body.segments().subList(0, first)) {
        sendSegment(literal);
      }
      copy(in, firstSlice.length());
    }
    for (Segment segment : body.segments().subList(first + 1, body.segments().size())) {
      sendSegment(segment);
    }
    ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    ctx.executor().execute(outcome::written);
  }

  private void writeHead() {
    headWritten = true;
    ctx.write(head);
  }

  private void sendSegment(Segment segment) throws IOException, InterruptedException {
    switch (segment) {
      case Literal(byte[] bytes) -> sendChunk(Unpooled.wrappedBuffer(bytes));
      case Slice slice -> {
        try (InputStream in = open(slice)) {
          copy(in, slice.length());
        }
      }
    }
  }

  private InputStream open(Slice slice) throws IOException {
    return storage
        .blobs(body.region())
        .open(body.project(), body.blob().sha256(), slice.offset(), slice.length());
  }

  private void copy(InputStream in, long length) throws IOException, InterruptedException {
    long left = length;
    while (left > 0) {
      awaitRoom();
      ByteBuf chunk = ctx.alloc().buffer((int) Math.min(CHUNK_BYTES, left));
      int read;
      try {
        read = chunk.writeBytes(in, chunk.writableBytes());
      } catch (IOException | RuntimeException e) {
        chunk.release();
        throw e;
      }
      if (read <= 0) {
        chunk.release();
        throw new EOFException("%d bytes of blob %s are missing".formatted(left, body.blob()));
      }
      left -= read;
      write(chunk);
    }
  }

  private void sendChunk(ByteBuf chunk) throws IOException, InterruptedException {
    awaitRoom();
    write(chunk);
  }

  /** Waits until the client has taken a chunk; a client that takes none is closed as idle. */
  private void awaitRoom() throws IOException, InterruptedException {
    room.acquire();
    Throwable failure = clientFailure;
    if (failure != null) {
      throw new IOException("the client is gone", failure);
    }
  }

  private void write(ByteBuf chunk) {
    ctx.writeAndFlush(new DefaultHttpContent(chunk))
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                clientFailure = written.cause();
              }
              room.release();
            });
  }

  private void fail(Exception failure) {
    if (!ctx.channel().isActive()) {
      return;
    }
    log.atWarn()
        .setMessage("Cannot send a blob")
        .addKeyValue("project", body.project())
        .addKeyValue("blob", body.blob().sha256())
        .setCause(failure)
        .log();
    if (headWritten) {
      ctx.close();
    } else {
      ctx.executor().execute(() -> outcome.failed(failure));
    }
  }
}
