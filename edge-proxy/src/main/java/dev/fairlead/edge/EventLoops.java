package dev.fairlead.edge;

import dev.fairlead.edge.connection.EdgeLoop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One event loop for each core. Each accepts its own connections from its own socket and keeps
 * them: nothing of a connection is ever touched by two threads, and the kernel spreads clients over
 * the loops.
 */
final class EventLoops implements AutoCloseable {
  private static final int ACCEPT_QUEUE = 1024;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(32 << 10, 128 << 10);
  private static final int SMALLEST_READ = 512;
  private static final int FIRST_READ = 2 << 10;
  private static final int LARGEST_READ = 16 << 10;

  private final List<EventLoopGroup> groups = new ArrayList<>();
  private final List<EdgeLoop> loops = new ArrayList<>();

  EventLoops(int threads, InstantSource clock, Duration tick) {
    for (int i = 0; i < threads; i++) {
      EventLoopGroup group =
          new MultiThreadIoEventLoopGroup(
              1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
      groups.add(group);
      loops.add(new EdgeLoop((EventLoop) group.next(), clock, tick));
    }
  }

  /**
   * Listens on a port with every loop.
   *
   * @param port 0 for any that is free
   * @param handlers what initializes the connections of a loop
   * @throws IOException if the address cannot be bound, for one because the port is taken
   */
  List<Channel> listen(String address, int port, Function<EdgeLoop, ChannelHandler> handlers)
      throws IOException {
    boolean shared = Epoll.isAvailable() && loops.size() > 1;
    if (shared && port != 0) {
      checkFree(address, port);
    }
    List<Channel> listening = new ArrayList<>();
    int bound = port;
    int sockets = shared ? loops.size() : 1;
    for (int i = 0; i < sockets; i++) {
      Channel channel = bind(i, shared, address, bound, handlers.apply(loops.get(i)));
      bound = ((InetSocketAddress) channel.localAddress()).getPort();
      listening.add(channel);
    }
    return listening;
  }

  private Channel bind(int loop, boolean shared, String address, int port, ChannelHandler handlers)
      throws IOException {
    InetSocketAddress local = new InetSocketAddress(address, port);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(groups.get(loop))
            .channelFactory(() -> newServerChannel(local))
            .option(ChannelOption.SO_BACKLOG, ACCEPT_QUEUE)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ))
            .childHandler(handlers);
    if (shared) {
      bootstrap.option(EpollChannelOption.SO_REUSEPORT, true);
    }
    ChannelFuture bound = bootstrap.bind(local).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on %s port %d: %s".formatted(address, port, bound.cause().getMessage()),
          bound.cause());
    }
    return bound.channel();
  }

  /** Sockets that share a port would share it with another edge too, without a word. */
  private static void checkFree(String address, int port) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on %s port %d: %s".formatted(address, port, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    groups.forEach(group -> group.shutdownGracefully(0, 2, TimeUnit.SECONDS));
    groups.forEach(group -> group.terminationFuture().awaitUninterruptibly());
  }

  /** A socket of IPv4 alone, where that is asked for, costs less than one of both families. */
  private static ServerChannel newServerChannel(InetSocketAddress local) {
    if (!Epoll.isAvailable()) {
      return new NioServerSocketChannel();
    }
    return local.getAddress() instanceof Inet4Address
        ? new EpollServerSocketChannel(SocketProtocolFamily.INET)
        : new EpollServerSocketChannel();
  }
}
