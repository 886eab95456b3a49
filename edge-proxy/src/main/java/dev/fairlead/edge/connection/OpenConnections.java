package dev.fairlead.edge.connection;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the open connections: refuses those that are too many, in all or of one address, and
 * drains them at the end.
 */
@Sharable
public final class OpenConnections extends ChannelInboundHandlerAdapter {
  private final int maximum;
  private final int maximumPerAddress;
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  /** Never more entries than there are connections. */
  private final ConcurrentMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

  private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  /** Asks a connection to close as soon as it owes no answer. */
  public enum Drain {
    REQUESTED
  }

  public OpenConnections(ConnectionConfig config) {
    this.maximum = config.maxConnections();
    this.maximumPerAddress = config.maxConnectionsPerAddress();
  }

  /** How many are open now. */
  public int count() {
    return open.get();
  }

  /** How many were closed at once because there were too many. */
  public long refused() {
    return refused.sum();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    InetAddress address = addressOf(channel);
    int all = open.incrementAndGet();
    int ofAddress = address == null ? 1 : perAddress.merge(address, 1, Integer::sum);
    channels.add(channel);
    channel
        .closeFuture()
        .addListener(
            closed -> {
              channels.remove(channel);
              open.decrementAndGet();
              if (address != null) {
                perAddress.computeIfPresent(address, (same, n) -> n > 1 ? n - 1 : null);
              }
            });
    if (all > maximum || ofAddress > maximumPerAddress) {
      refused.increment();
      channel.close();
      return;
    }
    ctx.fireChannelActive();
    // Accepted before listening ended, but registered only after the others were asked to close.
    if (draining) {
      ctx.fireUserEventTriggered(Drain.REQUESTED);
    }
  }

  /** Whether every connection is to end as soon as it may. */
  boolean isDraining() {
    return draining;
  }

  /** Lets every connection end: one that is idle soon, the others after their answers. */
  public void beginDrain() {
    draining = true;
    for (Channel channel : channels) {
      channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(Drain.REQUESTED));
    }
  }

  /** Waits until those that are open now have ended, but not longer than so. */
  public void awaitEnd(Duration patience) {
    long begun = System.nanoTime();
    for (Channel channel : channels) {
      long left = patience.toNanos() - (System.nanoTime() - begun);
      var unused = channel.closeFuture().awaitUninterruptibly(Math.max(left, 0), NANOSECONDS);
    }
  }

  /** Closes whatever is still open. */
  public void closeAll(Duration patience) {
    channels.forEach(Channel::close);
    awaitEnd(patience);
  }

  static @Nullable InetAddress addressOf(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress()
        : null;
  }
}
