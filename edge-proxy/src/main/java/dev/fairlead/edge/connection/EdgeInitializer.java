package dev.fairlead.edge.connection;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** The handlers of every connection, from the socket to the answer. */
public final class EdgeInitializer extends ChannelInitializer<SocketChannel> {
  private final ConnectionConfig config;
  private final OpenConnections connections;
  private final Answering answering;
  private final AnswerWriter writer;

  public EdgeInitializer(
      ConnectionConfig config,
      OpenConnections connections,
      Answering answering,
      AnswerWriter writer) {
    this.config = config;
    this.connections = connections;
    this.answering = answering;
    this.writer = writer;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    HeadTimeoutHandler headTimeout = new HeadTimeoutHandler(config.headTimeout());
    InOrderHandler inOrder = new InOrderHandler();
    channel
        .pipeline()
        .addLast("connections", connections)
        .addLast("idle", new IdleHandler(config.idleTimeout()))
        .addLast("head-timeout", headTimeout)
        .addLast("folded-lines", new FoldedLineHandler())
        .addLast("decoder", new HttpRequestDecoder(decoderConfig()))
        .addLast("encoder", new HttpResponseEncoder())
        .addLast("framing", new FramingHandler(headTimeout))
        .addLast("in-order", inOrder)
        .addLast("answer", new AnswerHandler(answering, writer, inOrder));
  }

  private HttpDecoderConfig decoderConfig() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(config.maxRequestLine())
        .setMaxHeaderSize(config.maxHeaders())
        .setAllowDuplicateContentLengths(false)
        .setStrictLineParsing(true)
        .setUseRfc9112TransferEncoding(true)
        .setValidateHeaders(true);
  }
}
