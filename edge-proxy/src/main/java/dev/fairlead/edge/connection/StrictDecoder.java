package dev.fairlead.edge.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** The decoder for everything that is not ordinary: Netty's, made strict. */
final class StrictDecoder {
  private StrictDecoder() {}

  /** Puts it behind a handler, whose bytes it reads from now on. */
  static void addAfter(
      ChannelHandlerContext before, ConnectionConfig config, Http1Connection connection) {
    ChannelPipeline pipeline = before.pipeline();
    pipeline.addAfter(before.name(), "framing", new FramingHandler(connection));
    pipeline.addAfter(before.name(), "decoder", new HttpRequestDecoder(decoderConfig(config)));
    pipeline.addAfter(before.name(), "strict-lines", new StrictLineHandler());
  }

  private static HttpDecoderConfig decoderConfig(ConnectionConfig config) {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(config.maxRequestLine())
        .setMaxHeaderSize(config.maxHeaders())
        .setAllowDuplicateContentLengths(false)
        .setStrictLineParsing(true)
        .setUseRfc9112TransferEncoding(true)
        .setValidateHeaders(true);
  }
}
