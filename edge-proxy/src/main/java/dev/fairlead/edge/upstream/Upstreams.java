package dev.fairlead.edge.upstream;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Request;
import dev.fairlead.network.HostPolicy;
import dev.fairlead.site.ProjectId;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests on to other servers, by HTTP/1.1 over TLS, each on a connection of its own. A
 * name is resolved once and every address of it must be public; the connection goes to an address
 * that was judged, and the certificate must be for the name.
 */
public final class Upstreams {
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;
  private static final int LOOP_DETECTED = 508;
  private static final int MAX_STATUS_LINE = 4 << 10;
  private static final int MAX_HEAD = 32 << 10;
  private static final int MAX_CHUNK = 16 << 10;
  private static final int MAX_NAMES = 1_000;
  private static final int MAX_ADDRESSES = 3;
  private static final Duration NAMES_KEPT = Duration.ofSeconds(30);

  private final UpstreamLimits limits;
  private final SslContext tls;
  private final Room room;

  /** Keyed by hosts that sites have written, which no request can change. */
  private final AsyncLoadingCache<String, HostPolicy.Resolution> names;

  Upstreams(
      UpstreamLimits limits,
      HostPolicy hosts,
      HostPolicy.Names dns,
      SslContext tls,
      Executor blocking) {
    this.limits = limits;
    this.tls = tls;
    this.room = new Room(limits);
    this.names =
        Caffeine.newBuilder()
            .maximumSize(MAX_NAMES)
            .expireAfterWrite(NAMES_KEPT)
            .executor(blocking)
            .buildAsync(host -> hosts.resolve(host, dns));
  }

  /**
   * Servers on the public internet with certificates that the platform of Java trusts.
   *
   * @param blocking resolves names
   * @throws IOException if TLS cannot be spoken
   */
  public static Upstreams onTheInternet(Executor blocking) throws IOException {
    SslContext tls =
        SslContextBuilder.forClient()
            .protocols("TLSv1.3", "TLSv1.2")
            .endpointIdentificationAlgorithm("HTTPS")
            .build();
    return new Upstreams(
        UpstreamLimits.DEFAULT, new HostPolicy(Set.of()), InetAddress::getAllByName, tls, blocking);
  }

  /** How many requests are being passed on. */
  public int open() {
    return room.open();
  }

  /**
   * Has another server answer a request, in bounded time.
   *
   * @param site whose rule says so
   * @param target an encoded {@code https} URL
   * @param answers makes the answer out of what the server says
   */
  public void pass(
      ProjectId site,
      String target,
      Request request,
      AnswerSink sink,
      Function<UpstreamHead, Answer> answers) {
    UpstreamCall call = new UpstreamCall(site, request, sink, answers, limits.maxBody());
    Destination destination = Destination.parse(target);
    if (PassedFields.hasBeenPassedOn(request)) {
      call.fail(LOOP_DETECTED, "it has been passed on before");
    } else if (destination == null) {
      call.fail(BAD_GATEWAY, "there is no server at " + target);
    } else if (!room.tryEnter(site)) {
      call.fail(UNAVAILABLE, "as many requests are being passed on as may be");
    } else {
      sink.whenGone(call::abandon);
      names
          .get(destination.host())
          .copy()
          .orTimeout(limits.resolve().toMillis(), TimeUnit.MILLISECONDS)
          .whenCompleteAsync(
              (resolution, failure) -> resolved(call, destination, resolution), sink.executor());
    }
  }

  private void resolved(
      UpstreamCall call, Destination destination, HostPolicy.@Nullable Resolution resolution) {
    if (call.isAnswered()) {
      room.leave(call.site());
      return;
    }
    switch (resolution) {
      case HostPolicy.Resolution.Allowed(List<InetAddress> addresses) -> {
        // Not every edge reaches servers by IPv6, and a client waits.
        Comparator<InetAddress> order =
            Comparator.comparing(address -> !(address instanceof Inet4Address));
        connect(
            call, destination, addresses.stream().sorted(order).limit(MAX_ADDRESSES).iterator());
      }
      case HostPolicy.Resolution.Denied denied ->
          end(call, BAD_GATEWAY, "%s is not public".formatted(destination.host()));
      case HostPolicy.Resolution.Unknown unknown ->
          end(call, BAD_GATEWAY, "%s has no address".formatted(destination.host()));
      case null -> end(call, GATEWAY_TIMEOUT, "%s is not resolved".formatted(destination.host()));
    }
  }

  private void end(UpstreamCall call, int status, String reason) {
    room.leave(call.site());
    call.fail(status, reason);
  }

  /** Tries one address after the other. */
  private void connect(UpstreamCall call, Destination destination, Iterator<InetAddress> left) {
    InetSocketAddress address = new InetSocketAddress(left.next(), destination.port());
    new Bootstrap()
        .group((EventLoop) call.sink().executor())
        .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limits.connect().toMillis())
        .handler(new Initializer(destination))
        .connect(address)
        .addListener(
            (ChannelFuture connected) -> {
              if (call.isAnswered()) {
                connected.channel().close();
                room.leave(call.site());
              } else if (connected.isSuccess()) {
                ask(call, destination, connected.channel());
              } else if (left.hasNext()) {
                connect(call, destination, left);
              } else {
                boolean late = connected.cause() instanceof ConnectTimeoutException;
                end(
                    call,
                    late ? GATEWAY_TIMEOUT : BAD_GATEWAY,
                    "%s cannot be reached".formatted(destination.authority()));
              }
            });
  }

  private void ask(UpstreamCall call, Destination destination, Channel channel) {
    EventLoop loop = channel.eventLoop();
    Future<?> head =
        loop.schedule(
            () -> {
              if (!call.isAnswered()) {
                call.fail(GATEWAY_TIMEOUT, "it does not answer in time");
              }
            },
            limits.head().toMillis(),
            TimeUnit.MILLISECONDS);
    Future<?> whole =
        loop.schedule(
            () -> call.fail(GATEWAY_TIMEOUT, "its answer takes too long"),
            limits.whole().toMillis(),
            TimeUnit.MILLISECONDS);
    channel
        .closeFuture()
        .addListener(
            closed -> {
              head.cancel(false);
              whole.cancel(false);
              room.leave(call.site());
            });
    channel.pipeline().addLast("call", call);
    Request request = call.request();
    channel
        .writeAndFlush(
            new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                request.method(),
                destination.target(),
                Unpooled.EMPTY_BUFFER,
                PassedFields.ofRequest(request, call.sink(), destination),
                DefaultHttpHeadersFactory.trailersFactory().newHeaders()))
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                call.fail(BAD_GATEWAY, "it cannot be asked: " + sent.cause().getMessage());
              }
            });
  }

  private final class Initializer extends ChannelInitializer<SocketChannel> {
    private final Destination destination;

    Initializer(Destination destination) {
      this.destination = destination;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      SslHandler handler = tls.newHandler(channel.alloc(), destination.host(), destination.port());
      handler.setHandshakeTimeout(limits.head().toMillis(), TimeUnit.MILLISECONDS);
      channel
          .pipeline()
          .addLast("tls", handler)
          .addLast("codec", new HttpClientCodec(MAX_STATUS_LINE, MAX_HEAD, MAX_CHUNK));
    }
  }
}
