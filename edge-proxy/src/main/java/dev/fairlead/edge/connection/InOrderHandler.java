package dev.fairlead.edge.connection;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.fairlead.edge.http.Incoming;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request at a time through, so that pipelined requests are answered in order, and reads
 * from the socket only when none is left: a client that sends faster than it reads fills its own
 * buffers, not ours. What can wait here is what one read of the socket can hold.
 */
final class InOrderHandler extends ChannelInboundHandlerAdapter {
  private static final long LINGER_MILLIS = 1000;

  private final Queue<Incoming> waiting = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext context;
  private boolean answering;
  private boolean delivering;
  private boolean draining;
  private boolean closing;

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.fireChannelActive();
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!closing) {
      waiting.add((Incoming) message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    deliver(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.fireChannelWritabilityChanged();
    deliver(ctx);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == OpenConnections.Drain.REQUESTED) {
      draining = true;
      deliver(ctx);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  /** The request let through last has been answered; must be called on the event loop. */
  void answered(boolean keepAlive) {
    ChannelHandlerContext ctx = Objects.requireNonNull(context, "not in a pipeline");
    if (!keepAlive) {
      waiting.clear();
      closing = true;
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> linger(ctx));
      return;
    }
    answering = false;
    deliver(ctx);
  }

  /**
   * Closes so that the answer arrives: a socket closed with unread bytes in it is reset, and the
   * client loses what it has not read yet (RFC 9112 §9.6). What still comes is thrown away.
   */
  private static void linger(ChannelHandlerContext ctx) {
    if (ctx.channel() instanceof DuplexChannel channel && channel.isActive()) {
      channel.shutdownOutput();
      channel.config().setAutoRead(true);
      var unused = ctx.executor().schedule(() -> ctx.close(), LINGER_MILLIS, MILLISECONDS);
    } else {
      ctx.close();
    }
  }

  /** Answers that are at hand are written one after the other and flushed together. */
  private void deliver(ChannelHandlerContext ctx) {
    if (delivering) {
      return;
    }
    delivering = true;
    while (!answering && ctx.channel().isWritable() && !waiting.isEmpty()) {
      answering = true;
      ctx.fireChannelRead(waiting.remove());
    }
    delivering = false;
    ctx.flush();
    boolean idle = !answering && waiting.isEmpty();
    if (idle && draining) {
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else if (idle) {
      ctx.read();
    }
  }
}
