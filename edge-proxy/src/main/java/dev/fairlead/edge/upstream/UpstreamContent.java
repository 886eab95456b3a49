package dev.fairlead.edge.upstream;

import dev.fairlead.edge.http.Content;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The body of another server's answer. The next bytes are read from it when the client has taken
 * those before, so no more than one read of the socket is held.
 */
final class UpstreamContent implements Content {
  private final Channel channel;
  private final long maxBytes;
  private final Queue<ByteBuf> pieces = new ArrayDeque<>();
  private long received;
  private boolean ended;
  private boolean closed;
  private @Nullable IOException failure;
  private @Nullable Runnable reader;

  UpstreamContent(Channel channel, long maxBytes) {
    this.channel = channel;
    this.maxBytes = maxBytes;
  }

  /** Takes bytes that have arrived. */
  void add(ByteBuf bytes) {
    received += bytes.readableBytes();
    if (closed || !bytes.isReadable() || received > maxBytes) {
      bytes.release();
    } else {
      pieces.add(bytes);
    }
    if (received > maxBytes) {
      fail(new IOException("the body of an answer has over %d bytes".formatted(maxBytes)));
      channel.close();
      return;
    }
    wake();
  }

  /** All of it has arrived. */
  void end() {
    ended = true;
    wake();
  }

  /** The rest will not arrive; unless there is none, that is noticed once all else is read. */
  void fail(IOException reason) {
    if (!ended && failure == null) {
      failure = reason;
      wake();
    }
  }

  @Override
  public @Nullable ByteBuf read(int max) throws IOException {
    ByteBuf piece = pieces.peek();
    if (piece == null) {
      if (failure != null) {
        throw new IOException("the rest of another server's answer cannot be had", failure);
      }
      return null;
    }
    if (piece.readableBytes() > max) {
      return piece.readRetainedSlice(max);
    }
    pieces.remove();
    return piece;
  }

  @Override
  public boolean isAtEnd() {
    return ended && pieces.isEmpty();
  }

  @Override
  public void whenReadable(Runnable wanting) {
    reader = wanting;
    if (!pieces.isEmpty() || ended || failure != null) {
      wake();
    } else {
      channel.read();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      reader = null;
      pieces.forEach(ByteBuf::release);
      pieces.clear();
      channel.close();
    }
  }

  private void wake() {
    Runnable wanting = reader;
    if (wanting != null && (!pieces.isEmpty() || ended || failure != null)) {
      reader = null;
      wanting.run();
    } else if (wanting != null) {
      channel.read();
    }
  }
}
