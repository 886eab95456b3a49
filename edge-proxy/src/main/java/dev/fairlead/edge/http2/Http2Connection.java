package dev.fairlead.edge.http2;

import dev.fairlead.edge.tls.GentleClose;
import dev.fairlead.site.Hostname;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/2 connection of a client (RFC 9113). Everything that one read brings is answered in one
 * flush. The connection is read only while the client takes what it is sent, so that neither
 * answers nor acknowledgements pile up.
 */
public final class Http2Connection extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Http2Connection.class);
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int MAX_HEADER_LIST_SIZE = 6;

  /** RFC 9218 §2.1: nobody looks at the old priorities. */
  private static final int NO_RFC7540_PRIORITIES = 9;

  private static final long DRAIN_PING = 0x6472_6169_6e65_6421L;

  private final Http2Server server;
  private final Predicate<Hostname> served;
  private @Nullable ConnectionParts parts;
  private boolean drainBegun;
  private boolean draining;

  Http2Connection(Http2Server server, Predicate<Hostname> served) {
    this.server = server;
    this.served = served;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    try {
      begin(ctx);
    } catch (RuntimeException | OutOfMemoryError failure) {
      fail(failure);
      ctx.close();
    }
  }

  private void begin(ChannelHandlerContext ctx) {
    ConnectionParts made = ConnectionParts.of(server, served, ctx);
    parts = made;
    made.responder().bodies().onTurn(() -> closeIfDrained(made));
    made.responder().onFailure(this::fail);
    made.writer()
        .settings(
            MAX_CONCURRENT_STREAMS,
            server.limits().maxConcurrentStreams(),
            MAX_HEADER_LIST_SIZE,
            server.limits().maxHeaderListSize(),
            NO_RFC7540_PRIORITIES,
            1);
    made.writer().flush();
    watch(made);
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ConnectionParts open = parts;
    try {
      if (open != null && message instanceof ByteBuf bytes) {
        open.allowances().at(System.nanoTime());
        open.reader().read(bytes);
      }
    } catch (ConnectionError error) {
      end(error.code(), String.valueOf(error.getMessage()));
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ConnectionParts open = parts;
    if (open == null) {
      return;
    }
    open.responder().bodies().pump();
    if (draining && open.frames().hasAnsweredPing()) {
      endDrain(open);
    }
    closeIfDrained(open);
    if (parts != null && open.writer().isWritable()) {
      ctx.read();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ConnectionParts open = parts;
    if (open != null && open.writer().isWritable()) {
      open.responder().bodies().pump();
      closeIfDrained(open);
      ctx.read();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    release();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      release();
      ctx.close();
      return;
    }
    fail(cause);
  }

  private void fail(Throwable cause) {
    log.atWarn().setMessage("An HTTP/2 connection failed").setCause(cause).log();
    end(ErrorCode.INTERNAL_ERROR, "internal error");
  }

  /**
   * Lets the client begin no more requests, answers those it has begun, and closes (§6.8). The
   * first GOAWAY says that the end is near; the second, after a round trip, which requests are
   * still answered. To be called on the event loop; the channel's close future tells the end.
   */
  public void drain() {
    ConnectionParts open = parts;
    if (open == null || drainBegun) {
      return;
    }
    drainBegun = true;
    draining = true;
    open.writer().goAway(Integer.MAX_VALUE, ErrorCode.NO_ERROR, "");
    open.writer().ping(DRAIN_PING, false);
    open.writer().flush();
    var unused =
        open.ctx()
            .executor()
            .schedule(
                () -> endDrain(open),
                server.limits().timeouts().drain().toNanos(),
                TimeUnit.NANOSECONDS);
  }

  private void endDrain(ConnectionParts open) {
    if (parts == null || !draining) {
      return;
    }
    draining = false;
    open.requests().acceptNoMore();
    open.writer().goAway(open.streams().last(), ErrorCode.NO_ERROR, "");
    open.writer().flush();
    closeIfDrained(open);
  }

  private void closeIfDrained(ConnectionParts open) {
    boolean drained = drainBegun && !draining && open.streams().size() == 0;
    if (parts != null && drained) {
      release();
      GentleClose.begin(open.ctx());
    }
  }

  /** Tells the client why, and closes. */
  private void end(ErrorCode code, String reason) {
    ConnectionParts open = parts;
    if (open == null) {
      return;
    }
    if (code == ErrorCode.ENHANCE_YOUR_CALM) {
      server.endsForAbuse();
    }
    parts = null;
    boolean said = false;
    try {
      open.writer().goAway(open.requests().lastAnswered(), code, reason);
      open.writer().flush();
      said = true;
    } catch (RuntimeException | OutOfMemoryError unsaid) {
      log.atDebug().setMessage("A client is not told why").setCause(unsaid).log();
    }
    open.release();
    if (said && open.writer().isWritable()) {
      closeGently(open.ctx());
    } else {
      open.ctx().close();
    }
  }

  /** Whoever does not take the last words either is not waited for longer than for others. */
  private void closeGently(ChannelHandlerContext ctx) {
    GentleClose.begin(ctx);
    Future<?> limit =
        ctx.executor()
            .schedule(
                () -> ctx.channel().close(),
                server.limits().timeouts().stall().toNanos(),
                TimeUnit.NANOSECONDS);
    ctx.channel().closeFuture().addListener(closed -> limit.cancel(false));
  }

  /** One timer a connection, moved on when it fires, is cheaper than one a request. */
  private void watch(ConnectionParts open) {
    var unused =
        open.ctx()
            .executor()
            .schedule(
                () -> {
                  if (parts != null) {
                    check(open);
                  }
                },
                open.patience().intervalNanos(),
                TimeUnit.NANOSECONDS);
  }

  private void check(ConnectionParts open) {
    try {
      look(open);
    } catch (RuntimeException | OutOfMemoryError failure) {
      fail(failure);
    }
  }

  private void look(ConnectionParts open) {
    long now = System.nanoTime();
    Patience.Fault fault = open.patience().check(now);
    if (fault != null) {
      end(fault.code, fault.reason);
      return;
    }
    open.patience().endSlowStreams(now);
    open.responder().bodies().pump();
    closeIfDrained(open);
    watch(open);
  }

  private void release() {
    ConnectionParts open = parts;
    if (open != null) {
      parts = null;
      open.release();
    }
  }
}
