package dev.fairlead.edge.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections: refuses those that are too many, and drains them at the end. */
@Sharable
public final class OpenConnections extends ChannelInboundHandlerAdapter {
  private final int maximum;
  private final AtomicInteger open = new AtomicInteger();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile boolean draining;

  /** Asks a connection to close as soon as it owes no answer. */
  enum Drain {
    REQUESTED
  }

  public OpenConnections(int maximum) {
    this.maximum = maximum;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    channel.closeFuture().addListener(closed -> open.decrementAndGet());
    if (open.incrementAndGet() > maximum) {
      channel.close();
      return;
    }
    channels.add(channel);
    // Accepted before listening ended, but registered only after the others were asked to close.
    if (draining) {
      channel.close();
      return;
    }
    ctx.fireChannelActive();
  }

  /** Closes idle connections now, the others after their answer, and all of them after a time. */
  public void drain(Duration patience) {
    draining = true;
    for (Channel channel : channels) {
      channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(Drain.REQUESTED));
    }
    channels.newCloseFuture().awaitUninterruptibly(patience.toMillis());
    channels.close().awaitUninterruptibly(patience.toMillis());
  }
}
