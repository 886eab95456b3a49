package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Content;
import dev.fairlead.edge.http.StrictTransport;
import dev.fairlead.edge.http.Turns;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.FileRegion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers in the form of HTTP/1.1: heads and small bodies are copied into one buffer until
 * the batch ends, larger bodies go to the socket as they are.
 */
final class Http1Output {
  /** Up to here copying a body is cheaper than another piece of a gathering write. */
  private static final int COPY_UP_TO = 16 << 10;

  private static final int BATCH_BYTES = 32 << 10;
  private static final byte[] NOTHING = {};
  private static final byte[] CHUNKED =
      "transfer-encoding: chunked\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] CLOSE = "connection: close\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final ChannelHandlerContext ctx;
  private final EdgeLoop loop;
  private final boolean sendsFiles;
  private final @Nullable StrictTransport transport;
  private final Listener listener;
  private @Nullable ByteBuf batch;
  private @Nullable ContentPump pump;
  private long handedOver;

  /** Is told what has become of a content. */
  interface Listener {
    void contentWritten();

    /** The rest of it cannot be had, though its length has been promised. */
    void contentBroken(IOException reason);
  }

  Http1Output(
      ChannelHandlerContext ctx,
      EdgeLoop loop,
      boolean sendsFiles,
      @Nullable StrictTransport transport,
      Listener listener) {
    this.ctx = ctx;
    this.loop = loop;
    this.sendsFiles = sendsFiles;
    this.transport = transport;
    this.listener = listener;
  }

  /** Whether the client takes what it is sent. */
  boolean hasRoom() {
    return ctx.channel().isWritable();
  }

  /**
   * Adds an answer to the batch.
   *
   * @param body its body, released here; null if nothing follows the head
   * @param more whether another answer is likely to follow at once
   */
  void write(Answer answer, @Nullable ByteBuf body, boolean keepAlive, boolean more) {
    int length = body == null ? 0 : body.readableBytes();
    boolean copied = length <= COPY_UP_TO;
    try {
      writeHead(answer, keepAlive ? NOTHING : CLOSE, copied ? length : 0, more);
    } catch (RuntimeException | OutOfMemoryError failure) {
      ReferenceCountUtil.release(body);
      throw failure;
    }
    if (body == null) {
      return;
    }
    handedOver += length;
    if (copied) {
      room(length, more).writeBytes(body);
      body.release();
    } else {
      endBatch();
      ctx.write(body);
    }
  }

  /**
   * Begins an answer whose body is pulled; nothing else may be written until it is done. Where its
   * length is not known it goes in chunks (RFC 9112 §7.1), or to the end of the connection: that is
   * closed for clients of HTTP/1.0, who know no chunks.
   */
  void write(Answer answer, Content body, boolean keepAlive) {
    boolean chunked = answer.contentLength() < 0 && keepAlive;
    ContentPump begun = new ContentPump(this, body, answer.contentLength(), chunked);
    // Before the head, which may find no memory: what is known here is closed with the rest.
    pump = begun;
    writeHead(answer, chunked ? CHUNKED : keepAlive ? NOTHING : CLOSE, 0, false);
    begun.run();
  }

  /** Sends what has been written. */
  void flush() {
    endBatch();
    ctx.flush();
  }

  /** Goes on with a content after the client has taken something. */
  void roomAgain() {
    if (pump != null) {
      pump.roomAgain();
    }
  }

  /** Gives back all that has not been sent. */
  void close() {
    ByteBuf unsent = batch;
    if (unsent != null) {
      batch = null;
      unsent.release();
    }
    if (pump != null) {
      pump.close();
      pump = null;
    }
  }

  /** How many bytes have been taken by the client, roughly; grows as long as it takes any. */
  long taken() {
    return handedOver - pending();
  }

  /** How many bytes wait for the client. */
  long pending() {
    Channel.Unsafe unsafe = ctx.channel().unsafe();
    ChannelOutboundBuffer buffer = unsafe.outboundBuffer();
    if (buffer == null) {
      return 0;
    }
    FileRegion file = pump == null ? null : pump.region();
    long unsentFile = file == null ? 0 : file.count() - file.transferred();
    return buffer.totalPendingWriteBytes()
        - (file == null ? buffer.currentProgress() : 0)
        + unsentFile;
  }

  /** Writes a part of a content; the batch goes before it. */
  ChannelFuture hand(Object part, long length) {
    endBatch();
    handedOver += length;
    return ctx.write(part);
  }

  /** The next part of a file that the kernel can send; null where bytes must be read. */
  @Nullable FileRegion region(Content content, long max) {
    return sendsFiles ? content.readRegion(max) : null;
  }

  /** Runs something when all others of the loop have had their turn, on their sockets too. */
  void later(Runnable next) {
    Turns.next(loop.eventLoop(), next);
  }

  /** All of a content has been written. */
  void ended() {
    pump = null;
    listener.contentWritten();
  }

  /** The rest of a content cannot be written. */
  void broken(IOException reason) {
    pump = null;
    listener.contentBroken(reason);
  }

  /** The client does not take any more. */
  void failed() {
    ctx.close();
  }

  private void writeHead(Answer answer, byte[] framing, int bodyLength, boolean more) {
    byte[] head = answer.http1Head();
    byte[] end = loop.dateAndEnd();
    byte[] secure = transport == null ? NOTHING : transport.http1Field(answer);
    int length = head.length + secure.length + framing.length + end.length;
    room(length + bodyLength, more)
        .writeBytes(head)
        .writeBytes(secure)
        .writeBytes(framing)
        .writeBytes(end);
    handedOver += length;
  }

  /** The batch, with room for so many bytes. */
  private ByteBuf room(int bytes, boolean more) {
    ByteBuf out = batch;
    if (out != null && out.writableBytes() < bytes) {
      endBatch();
      out = null;
    }
    if (out == null) {
      out = ctx.alloc().directBuffer(more ? Math.max(bytes, BATCH_BYTES) : bytes);
      batch = out;
    }
    return out;
  }

  private void endBatch() {
    ByteBuf out = batch;
    if (out != null) {
      batch = null;
      ctx.write(out);
    }
  }
}
