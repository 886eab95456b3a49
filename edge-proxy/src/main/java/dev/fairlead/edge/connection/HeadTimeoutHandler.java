package dev.fairlead.edge.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Closes a connection that takes too long to send the head of a request. */
final class HeadTimeoutHandler extends ChannelInboundHandlerAdapter {
  private final long timeoutNanos;
  private boolean receiving;
  private boolean watching;
  private long deadline;

  HeadTimeoutHandler(Duration timeout) {
    this.timeoutNanos = timeout.toNanos();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!receiving) {
      receiving = true;
      deadline = System.nanoTime() + timeoutNanos;
      if (!watching) {
        watch(ctx, timeoutNanos);
      }
    }
    ctx.fireChannelRead(message);
  }

  /** A whole head has arrived; whatever comes next begins another. */
  void headReceived() {
    receiving = false;
  }

  /** One timer a connection, moved on when it fires, is cheaper than one a request. */
  private void watch(ChannelHandlerContext ctx, long nanos) {
    watching = true;
    var unused = ctx.executor().schedule(() -> check(ctx), nanos, TimeUnit.NANOSECONDS);
  }

  private void check(ChannelHandlerContext ctx) {
    watching = false;
    if (!receiving || !ctx.channel().isActive()) {
      return;
    }
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      ctx.close();
    } else {
      watch(ctx, left);
    }
  }
}
