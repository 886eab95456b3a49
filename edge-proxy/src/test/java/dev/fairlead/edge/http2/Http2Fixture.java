package dev.fairlead.edge.http2;

import dev.fairlead.edge.tls.TlsAcceptor;
import dev.fairlead.site.Hostname;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** HTTP/2 behind a real port, with or without TLS before it. */
public final class Http2Fixture implements AutoCloseable {
  /** Long enough that none of them ends before a test does. */
  static final Http2Limits.Timeouts PATIENT =
      new Http2Limits.Timeouts(
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(1));

  final AnswersForTests answers = new AnswersForTests();
  final Queue<Http2Connection> connections = new ConcurrentLinkedQueue<>();
  final Queue<Channel> channels = new ConcurrentLinkedQueue<>();
  private final EventLoopGroup loops;
  private final Channel listening;

  Http2Fixture(Http2Limits limits) {
    this(limits, null);
  }

  /**
   * @param tls null to take decrypted bytes
   */
  public Http2Fixture(Http2Limits limits, @Nullable TlsAcceptor tls) {
    Predicate<Hostname> served = host -> !host.value().equals("elsewhere.example");
    Http2Server server = new Http2Server(limits, answers, InstantSource.system());
    loops =
        new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    listening =
        new ServerBootstrap()
            .group(loops)
            .channel(
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(32 << 10, 128 << 10))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channels.add(channel);
                    if (tls == null) {
                      add(channel.pipeline(), server.newConnection(served));
                    } else {
                      channel.pipeline().addLast(tls.newHandler(protocols(server)));
                    }
                  }
                })
            .bind(new InetSocketAddress("127.0.0.1", 0))
            .syncUninterruptibly()
            .channel();
  }

  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** The connection that was opened last, once it is there. */
  void onLast(java.util.function.Consumer<Http2Connection> what) {
    Channel channel = channels.stream().reduce((first, second) -> second).orElseThrow();
    Http2Connection connection =
        connections.stream().reduce((first, second) -> second).orElseThrow();
    channel.eventLoop().submit(() -> what.accept(connection)).syncUninterruptibly();
  }

  private TlsAcceptor.Protocols protocols(Http2Server server) {
    return new TlsAcceptor.Protocols() {
      @Override
      public void http1(ChannelPipeline pipeline, Predicate<Hostname> names) {
        pipeline.addLast(new OneLineOfHttp1());
        pipeline.read();
      }

      @Override
      public void http2(ChannelPipeline pipeline, Predicate<Hostname> names) {
        add(pipeline, server.newConnection(names));
      }
    };
  }

  private void add(ChannelPipeline pipeline, Http2Connection connection) {
    connections.add(connection);
    pipeline.addLast(connection);
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    channels.forEach(channel -> channel.close().syncUninterruptibly());
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
