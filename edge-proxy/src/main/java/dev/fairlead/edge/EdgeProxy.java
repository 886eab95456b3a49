package dev.fairlead.edge;

import dev.fairlead.edge.cache.BlobCache;
import dev.fairlead.edge.cache.ManifestCache;
import dev.fairlead.edge.cache.RouteCache;
import dev.fairlead.edge.cache.RouteHints;
import dev.fairlead.edge.connection.AnswerWriter;
import dev.fairlead.edge.connection.EdgeInitializer;
import dev.fairlead.edge.connection.OpenConnections;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.site.SiteStorage;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that serves sites: host and path to response. It needs the stores only; with Redis a
 * route change arrives in milliseconds, without it at the next revalidation.
 */
public final class EdgeProxy implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EdgeProxy.class);
  private static final int ACCEPT_QUEUE = 1024;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(32 << 10, 128 << 10);
  private static final int SMALLEST_READ = 512;
  private static final int FIRST_READ = 4 << 10;
  private static final int LARGEST_READ = 16 << 10;

  private final EdgeConfig config;
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final EventLoopGroup acceptors = newGroup(1);
  private final EventLoopGroup workers;
  private final OpenConnections connections;
  private final EdgeInitializer initializer;
  private final EdgeInitializer toTls;
  private final @Nullable RouteHints hints;
  private @Nullable Channel server;
  private @Nullable Channel redirects;

  public EdgeProxy(EdgeConfig config, SiteStorage storage, InstantSource clock) {
    this.config = config;
    this.workers =
        newGroup(
            config.threads() > 0 ? config.threads() : Runtime.getRuntime().availableProcessors());
    ManifestCache manifests = new ManifestCache(storage, config.maxManifestFiles(), blocking);
    RouteCache routes =
        new RouteCache(storage.routes(), manifests, config.routes(), clock, blocking);
    BlobCache blobs = new BlobCache(storage, config.blobs(), blocking);
    this.connections = new OpenConnections(config.connections().maxConnections());
    AnswerWriter writer = new AnswerWriter(storage, blobs, clock, blocking);
    this.initializer =
        new EdgeInitializer(
            config.connections(), connections, new Sites(routes, manifests), writer);
    this.toTls =
        new EdgeInitializer(
            config.connections(),
            connections,
            request -> CompletableFuture.completedFuture(PlatformAnswers.overTls(request)),
            writer);
    this.hints = config.redis() == null ? null : new RouteHints(config.redis(), routes);
  }

  /**
   * Begins to listen; returns when connections are accepted. Redis need not be there.
   *
   * @throws IOException if the address cannot be bound, for one because the port is taken
   */
  public void start() throws IOException {
    server = listen(config.ports().port(), initializer);
    if (config.ports().redirectPort() > 0) {
      redirects = listen(config.ports().redirectPort(), toTls);
    }
    if (hints != null) {
      hints.start();
    }
    log.atInfo().setMessage("Serving sites").addKeyValue("port", port()).log();
  }

  private Channel listen(int port, EdgeInitializer handlers) throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(acceptors, workers)
            .channel(serverChannel())
            .option(ChannelOption.SO_BACKLOG, ACCEPT_QUEUE)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ))
            .childHandler(handlers)
            .bind(new InetSocketAddress(config.ports().address(), port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on %s port %d: %s"
              .formatted(config.ports().address(), port, bound.cause().getMessage()),
          bound.cause());
    }
    return bound.channel();
  }

  /**
   * The port that is listened on.
   *
   * @throws IllegalStateException before the start
   */
  public int port() {
    if (server == null) {
      throw new IllegalStateException("the edge has not been started");
    }
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /**
   * Takes new connections for as long as the configuration says, stops listening, lets open answers
   * end for a bounded time, then closes everything.
   */
  @Override
  public void close() {
    if (server != null) {
      server.closeFuture().awaitUninterruptibly(config.shutdown().deregistration().toMillis());
    }
    for (Channel listening : new @Nullable Channel[] {server, redirects}) {
      if (listening != null) {
        listening.close().awaitUninterruptibly();
      }
    }
    connections.drain(config.shutdown().drain());
    if (hints != null) {
      hints.close();
    }
    blocking.shutdownNow();
    var acceptorsDone = acceptors.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    workers.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    acceptorsDone.awaitUninterruptibly();
  }

  private static EventLoopGroup newGroup(int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  private static Class<? extends ServerChannel> serverChannel() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }
}
