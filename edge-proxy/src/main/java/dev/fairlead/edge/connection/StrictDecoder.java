package dev.fairlead.edge.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import java.util.regex.Pattern;

/** The decoder for everything that is not ordinary: Netty's, made strict. */
final class StrictDecoder {
  /** A higher minor version is understood as the highest that is known (RFC 9110 §2.5). */
  private static final class Decoder extends HttpRequestDecoder {
    private static final Pattern LATER = Pattern.compile("HTTP/1\\.[2-9]");

    Decoder(HttpDecoderConfig config) {
      super(config);
    }

    @Override
    protected HttpMessage createMessage(String[] requestLine) throws Exception {
      String version = requestLine[2];
      boolean later = LATER.matcher(version).matches();
      String known = later ? HttpVersion.HTTP_1_1.text() : version;
      return super.createMessage(new String[] {requestLine[0], requestLine[1], known});
    }
  }

  private StrictDecoder() {}

  /**
   * Puts it behind a handler, whose bytes it reads from now on.
   *
   * @return what sees them first
   */
  static StrictLineHandler addAfter(
      ChannelHandlerContext before, ConnectionConfig config, Http1Connection connection) {
    ChannelPipeline pipeline = before.pipeline();
    pipeline.addAfter(before.name(), "framing", new FramingHandler(connection));
    pipeline.addAfter(before.name(), "decoder", new Decoder(decoderConfig(config)));
    StrictLineHandler lines = new StrictLineHandler();
    pipeline.addAfter(before.name(), "strict-lines", lines);
    return lines;
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
