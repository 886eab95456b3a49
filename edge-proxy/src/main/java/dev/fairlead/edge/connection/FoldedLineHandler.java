package dev.fairlead.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Makes a line that begins with a blank unreadable, so that the decoder refuses it. Netty joins
 * such a line to the one before it, which RFC 9112 §5.2 forbids in requests and which is a way to
 * smuggle them. All bytes of a connection are heads here: a request with a body ends it.
 */
final class FoldedLineHandler extends ChannelInboundHandlerAdapter {
  private static final byte LINE_FEED = '\n';
  private static final int NUL = 0;

  private boolean lineBegins = true;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes && bytes.isReadable()) {
      spoil(bytes);
    }
    ctx.fireChannelRead(message);
  }

  private void spoil(ByteBuf bytes) {
    int end = bytes.writerIndex();
    int index = bytes.readerIndex();
    if (!lineBegins) {
      index = afterLineFeed(bytes, index, end);
    }
    while (index >= 0 && index < end) {
      byte first = bytes.getByte(index);
      if (first == ' ' || first == '\t') {
        bytes.setByte(index, NUL);
      }
      index = afterLineFeed(bytes, index, end);
    }
    lineBegins = bytes.getByte(end - 1) == LINE_FEED;
  }

  private static int afterLineFeed(ByteBuf bytes, int from, int end) {
    int lineFeed = bytes.indexOf(from, end, LINE_FEED);
    return lineFeed < 0 ? -1 : lineFeed + 1;
  }
}
