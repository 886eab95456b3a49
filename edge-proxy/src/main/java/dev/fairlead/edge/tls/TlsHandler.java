package dev.fairlead.edge.tls;

import dev.fairlead.site.Hostname;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the name in a client's first message, then makes way for the handler that shakes hands with
 * the certificate of that name.
 */
final class TlsHandler extends AbstractSniHandler<ServedCertificate> {
  private static final Logger log = LoggerFactory.getLogger(TlsHandler.class);

  /** No client says as much before it has been answered. */
  private static final int MAX_CLIENT_HELLO = 16 << 10;

  private final TlsAcceptor acceptor;
  private final TlsAcceptor.Protocols protocols;

  TlsHandler(TlsAcceptor acceptor, Duration timeout, TlsAcceptor.Protocols protocols) {
    super(MAX_CLIENT_HELLO, timeout.toMillis());
    this.acceptor = acceptor;
    this.protocols = protocols;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    super.channelActive(ctx);
    ctx.read();
  }

  @Override
  protected Future<ServedCertificate> lookup(
      ChannelHandlerContext ctx, @Nullable String serverName) {
    return ctx.executor().newSucceededFuture(acceptor.find(serverName));
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext ctx, @Nullable String serverName, Future<ServedCertificate> found) {
    if (!ctx.channel().isActive()) {
      return;
    }
    try {
      shakeHands(ctx, found.getNow());
    } catch (RuntimeException | OutOfMemoryError failure) {
      // The time limit of this handler has ended, and no other one's has begun.
      log.atWarn().setMessage("A handshake cannot begin").setCause(failure).log();
      acceptor.handshakeEnded(false);
      ctx.close();
    }
  }

  private void shakeHands(ChannelHandlerContext ctx, ServedCertificate certificate) {
    SslHandler handler = certificate.context().newHandler(ctx.alloc());
    handler.setHandshakeTimeout(handshakeTimeoutMillis, TimeUnit.MILLISECONDS);
    ChannelPipeline pipeline = ctx.pipeline();
    pipeline.addAfter(ctx.name(), "protocol", new Agreed(handler, certificate::speaksFor));
    pipeline.replace(this, "tls", handler);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  /** Waits for the end of the handshake, then makes way for the protocol. */
  private final class Agreed extends ChannelInboundHandlerAdapter {
    private final SslHandler handler;
    private final Predicate<Hostname> served;

    Agreed(SslHandler handler, Predicate<Hostname> served) {
      this.handler = handler;
      this.served = served;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent completion) {
        acceptor.handshakeEnded(completion.isSuccess());
        if (completion.isSuccess()) {
          ctx.pipeline().remove(this);
          agree(ctx.pipeline());
        } else {
          ctx.close();
        }
        return;
      }
      ctx.fireUserEventTriggered(event);
    }

    private void agree(ChannelPipeline pipeline) {
      if (ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol())) {
        protocols.http2(pipeline, served);
      } else {
        protocols.http1(pipeline, served);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
