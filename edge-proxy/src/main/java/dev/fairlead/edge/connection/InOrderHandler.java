package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Incoming;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
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
  private final Queue<Incoming> waiting = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext context;
  private boolean answering;
  private boolean delivering;
  private boolean draining;

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
    waiting.add((Incoming) message);
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
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    answering = false;
    deliver(ctx);
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
