package dev.fairlead.edge.tls;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection so that what it was sent arrives. A socket closed with unread bytes in it is
 * reset, and the client loses what it has not read yet (RFC 9112 §9.6): so this side ends what it
 * sends, over TLS by a {@code close_notify} (RFC 8446 §6.1), and throws away what still comes until
 * the client closes too, for a second at most once it has got everything.
 */
public final class GentleClose extends ChannelInboundHandlerAdapter {
  private static final long LINGER_MILLIS = 1_000;

  /** How often it is looked whether a client has got everything: no longer is it waited for. */
  private static final int MOST_LOOKS = 20;

  /** Of {@code linux/tcp_states.h}: what was sent, and its end, is not acknowledged. */
  private static final int FIN_WAIT_1 = 4;

  private int looks;
  private @Nullable Future<?> nextLook;

  private GentleClose() {}

  /**
   * Sends what has been written, then closes. To be called on the event loop; nothing may be
   * written afterwards, and nothing more is read.
   */
  public static void begin(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            sent -> {
              if (sent.isSuccess() && channel instanceof DuplexChannel duplex) {
                endTls(duplex);
              } else {
                channel.close();
              }
            });
  }

  private static void endTls(DuplexChannel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      endOutput(channel);
    } else {
      tls.closeOutbound().addListener(notified -> endOutput(channel));
    }
  }

  private static void endOutput(DuplexChannel channel) {
    if (!channel.isActive()) {
      channel.close();
      return;
    }
    channel.pipeline().addFirst(new GentleClose());
    channel.shutdownOutput();
    channel.config().setAutoRead(true);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    lookLater(ctx);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (nextLook != null) {
      nextLook.cancel(false);
    }
  }

  private void lookLater(ChannelHandlerContext ctx) {
    nextLook =
        ctx.executor().schedule(() -> closeUnlessOwing(ctx), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whatever a client sends to a socket that is closed cuts off what it has not got yet. */
  private void closeUnlessOwing(ChannelHandlerContext ctx) {
    looks++;
    if (looks < MOST_LOOKS && isOwing(ctx.channel())) {
      lookLater(ctx);
    } else {
      ctx.close();
    }
  }

  private static boolean isOwing(Channel channel) {
    return channel instanceof EpollSocketChannel socket
        && socket.isOpen()
        && socket.tcpInfo().state() == FIN_WAIT_1;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }
}
