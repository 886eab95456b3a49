package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.http.StrictTransport;
import dev.fairlead.edge.http2.Http2Connection;
import dev.fairlead.edge.http2.Http2Server;
import dev.fairlead.edge.tls.TlsAcceptor;
import dev.fairlead.site.Hostname;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The handlers of every encrypted connection: TLS, then the protocol that was agreed on. */
public final class TlsInitializer extends ChannelInitializer<SocketChannel>
    implements TlsAcceptor.Protocols {
  private final ConnectionConfig config;
  private final OpenConnections connections;
  private final TlsAcceptor acceptor;
  private final Answering answering;
  private final Http2Server http2;
  private final EdgeLoop loop;
  private final @Nullable StrictTransport transport;

  /**
   * @param loop of all connections that are initialized here
   * @param transport what clients are told of TLS; null for nothing
   */
  public TlsInitializer(
      ConnectionConfig config,
      OpenConnections connections,
      TlsAcceptor acceptor,
      Answering answering,
      Http2Server http2,
      EdgeLoop loop,
      @Nullable StrictTransport transport) {
    this.config = config;
    this.connections = connections;
    this.acceptor = acceptor;
    this.answering = answering;
    this.http2 = http2;
    this.loop = loop;
    this.transport = transport;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    channel
        .pipeline()
        .addLast("connections", connections)
        .addLast("tls", acceptor.newHandler(this));
  }

  @Override
  public void http1(ChannelPipeline pipeline, Predicate<Hostname> served) {
    Http1Connection connection =
        new Http1Connection(
            new OfCertificate(served),
            loop,
            config,
            new Http1Connection.Security(true, true, transport));
    pipeline.addLast("fast-decoder", connection.decoder()).addLast("http1", connection);
    pipeline.channel().config().setAutoRead(true);
    drainLate(pipeline);
  }

  @Override
  public void http2(ChannelPipeline pipeline, Predicate<Hostname> served) {
    pipeline.channel().config().setAutoRead(false);
    Http2Connection connection = http2.newConnection(served);
    pipeline.addLast("loop", new LoopHandler(loop, connection)).addLast("http2", connection);
    drainLate(pipeline);
  }

  /** Whoever was shaking hands when the end was announced has not heard of it. */
  private void drainLate(ChannelPipeline pipeline) {
    if (connections.isDraining()) {
      pipeline.fireUserEventTriggered(OpenConnections.Drain.REQUESTED);
    }
  }

  /** Answers requests for the hosts that the certificate shown speaks for. */
  private final class OfCertificate implements Answering {
    private final Predicate<Hostname> served;

    OfCertificate(Predicate<Hostname> served) {
      this.served = served;
    }

    @Override
    public void answer(Request request, AnswerSink sink) {
      Hostname host = request.host();
      if (host == null || served.test(host)) {
        answering.answer(request, sink);
      } else {
        Answer misdirected = PlatformAnswers.misdirected(request);
        sink.answer(misdirected, misdirected.literalBody());
        refused(request, misdirected, sink);
      }
    }

    @Override
    public void refused(Request request, Answer answer, AnswerSink sink) {
      answering.refused(request, answer, sink);
    }
  }

  /** Tells a connection of HTTP/2 what the loop knows: the time, and the end. */
  private static final class LoopHandler extends ChannelInboundHandlerAdapter {
    private final EdgeLoop loop;
    private final Http2Connection connection;

    LoopHandler(EdgeLoop loop, Http2Connection connection) {
      this.loop = loop;
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      loop.tick();
      ctx.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event == OpenConnections.Drain.REQUESTED) {
        connection.drain();
      } else {
        ctx.fireUserEventTriggered(event);
      }
    }
  }
}
