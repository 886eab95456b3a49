package dev.fairlead.edge.http2;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Answers anything as a client of HTTP/1.1 understands it, and closes. */
final class OneLineOfHttp1 extends ChannelInboundHandlerAdapter {
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    String answer =
        "HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n"
            + "strict-transport-security: max-age=31536000\r\n\r\nold\n";
    ctx.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
