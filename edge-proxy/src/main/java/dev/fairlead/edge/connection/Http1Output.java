package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Content;
import dev.fairlead.edge.http.StrictTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.FileRegion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers in the form of HTTP/1.1: heads and small bodies are copied into one buffer until
 * the batch ends, larger bodies go to the socket as they are. A body that is still being read is
 * pulled only as fast as the client takes it.
 */
final class Http1Output {
  /** Up to here copying a body is cheaper than another piece of a gathering write. */
  private static final int COPY_UP_TO = 16 << 10;

  private static final int BATCH_BYTES = 32 << 10;
  private static final int PIECE = 64 << 10;
  private static final byte[] NOTHING = {};
  private static final long UNKNOWN = Long.MAX_VALUE;
  private static final byte[] CHUNKED =
      "transfer-encoding: chunked\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] CLOSE = "connection: close\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final ChannelHandlerContext ctx;
  private final EdgeLoop loop;
  private final boolean sendsFiles;
  private final @Nullable StrictTransport transport;
  private final Listener listener;
  private @Nullable ByteBuf batch;
  private @Nullable Content content;
  private @Nullable FileRegion region;
  private long left;
  private boolean chunked;
  private boolean waiting;
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
    chunked = false;
    writeHead(answer, keepAlive, copied ? length : 0, more);
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
    boolean known = answer.contentLength() >= 0;
    chunked = !known && keepAlive;
    writeHead(answer, keepAlive, 0, false);
    content = body;
    left = known ? answer.contentLength() : UNKNOWN;
    pump();
  }

  /** Sends what has been written. */
  void flush() {
    endBatch();
    ctx.flush();
  }

  /** Goes on with a content after the client has taken something. */
  void roomAgain() {
    if (content != null && region == null && !waiting) {
      pump();
    }
  }

  /** Gives back all that has not been sent. */
  void close() {
    ByteBuf unsent = batch;
    if (unsent != null) {
      batch = null;
      unsent.release();
    }
    closeContent();
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
    FileRegion file = region;
    long unsentFile = file == null ? 0 : file.count() - file.transferred();
    return buffer.totalPendingWriteBytes()
        - (file == null ? buffer.currentProgress() : 0)
        + unsentFile;
  }

  private void writeHead(Answer answer, boolean keepAlive, int bodyLength, boolean more) {
    byte[] head = answer.http1Head();
    byte[] end = loop.dateAndEnd();
    byte[] secure = transport == null ? NOTHING : transport.http1Field(answer);
    byte[] framing = keepAlive ? (chunked ? CHUNKED : NOTHING) : CLOSE;
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

  private void pump() {
    Content body = content;
    try {
      while (body != null && left > 0) {
        if (!hasRoom()) {
          flush();
          return;
        }
        if (sendsFiles && sendRegion(body)) {
          return;
        }
        ByteBuf piece = body.read((int) Math.min(PIECE, left));
        if (piece == null && body.isAtEnd()) {
          endBatch();
          endChunks();
          break;
        }
        if (piece == null) {
          // Before the flush, which may find room and come back here.
          waiting = true;
          flush();
          body.whenReadable(this::arrived);
          return;
        }
        endBatch();
        writePiece(piece);
        body = content;
      }
    } catch (IOException e) {
      closeContent();
      listener.contentBroken(e);
      return;
    }
    closeContent();
    listener.contentWritten();
  }

  private void writePiece(ByteBuf piece) {
    int length = piece.readableBytes();
    left -= length;
    handedOver += length;
    if (!chunked) {
      ctx.write(piece);
      return;
    }
    byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    handedOver += size.length + LINE_END.length;
    ctx.write(Unpooled.wrappedBuffer(size));
    ctx.write(piece);
    ctx.write(Unpooled.wrappedBuffer(LINE_END));
  }

  private void endChunks() {
    if (chunked) {
      handedOver += LAST_CHUNK.length;
      ctx.write(Unpooled.wrappedBuffer(LAST_CHUNK));
    }
  }

  private boolean sendRegion(Content body) {
    FileRegion part = body.readRegion();
    if (part == null) {
      return false;
    }
    endBatch();
    region = part;
    left -= part.count();
    handedOver += part.count();
    ctx.writeAndFlush(part)
        .addListener(
            sent -> {
              region = null;
              if (sent.isSuccess() && content != null) {
                pump();
              } else if (!sent.isSuccess()) {
                ctx.close();
              }
            });
    return true;
  }

  private void arrived() {
    waiting = false;
    if (content != null) {
      pump();
    }
  }

  private void closeContent() {
    Content body = content;
    if (body != null) {
      content = null;
      body.close();
    }
  }
}
