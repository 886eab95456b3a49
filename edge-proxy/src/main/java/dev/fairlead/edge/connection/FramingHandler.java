package dev.fairlead.edge.connection;

import dev.fairlead.edge.connection.Incoming.Framed;
import dev.fairlead.edge.connection.Incoming.Refused;
import dev.fairlead.edge.http.Authority;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.http.RequestFields;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/**
 * Turns what the decoder has read into a request whose meaning is beyond doubt, or refuses it: one
 * host (RFC 9112 §3.2), one agreed target, no body. After a refusal nothing more is read from the
 * connection, for where the next request begins is not known.
 */
final class FramingHandler extends ChannelInboundHandlerAdapter {
  private final Http1Connection connection;
  private boolean refused;

  FramingHandler(Http1Connection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!refused && message instanceof HttpRequest request) {
      pass(ctx, frame(request));
    } else if (!refused && message instanceof Refused malformed) {
      pass(ctx, malformed);
    }
    ReferenceCountUtil.release(message);
  }

  private void pass(ChannelHandlerContext ctx, Incoming incoming) {
    refused = incoming instanceof Refused;
    ctx.fireChannelRead(incoming);
  }

  private Incoming frame(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return malformed(request, request.decoderResult().cause());
    }
    HttpVersion version = request.protocolVersion();
    boolean version10 = version.equals(HttpVersion.HTTP_1_0);
    if (version.majorVersion() != 1) {
      return refused(request, 505, "This server speaks HTTP/1.1.");
    }
    if (request.headers().size() > FieldBlock.MAX_FIELDS) {
      return refused(request, 431, "There are too many header fields.");
    }
    if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) || hasLength(request)) {
      return refused(request, 413, "Requests with a body are not accepted.");
    }
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1 || (hosts.isEmpty() && !version10)) {
      return refused(request, 400, "A request must have one Host header.");
    }
    String host = hosts.isEmpty() ? "" : hosts.getFirst();
    if (!hosts.isEmpty() && Authority.parse(host) == null) {
      return refused(request, 400, "The Host header names no host.");
    }
    return frame(request, host);
  }

  private Incoming frame(HttpRequest request, String host) {
    String target = request.uri();
    boolean asterisk = target.equals("*") && request.method().equals(HttpMethod.OPTIONS);
    if (target.startsWith("/") || asterisk) {
      return request(request, host, target);
    }
    int authorityStart = target.indexOf("://") + 3;
    String scheme = authorityStart < 3 ? "" : target.substring(0, authorityStart);
    if (!scheme.equalsIgnoreCase("http://") && !scheme.equalsIgnoreCase("https://")) {
      return refused(request, 400, "The request target is not valid.");
    }
    if (scheme.equalsIgnoreCase("https://") && !connection.isSecure()) {
      // Somebody in between may have taken the encryption away (RFC 9110 §7.4).
      return refused(request, 421, "A request for https came without TLS.");
    }
    int end = endOfAuthority(target, authorityStart);
    String authority = target.substring(authorityStart, end);
    boolean agrees = host.isEmpty() || authority.equalsIgnoreCase(host);
    if (!agrees) {
      return refused(request, 400, "The request target and the Host header do not agree.");
    }
    String path = target.substring(end);
    return request(request, authority, path.startsWith("/") ? path : "/" + path);
  }

  private Incoming request(HttpRequest request, String authority, String target) {
    Authority parsed = authority.isEmpty() ? Authority.NONE : Authority.parse(authority);
    if (parsed == null) {
      return refused(request, 400, "The request target names no host.");
    }
    // A client of HTTP/1.0 gets one answer a connection: it may stand behind a proxy that does not
    // understand keep-alive (RFC 9112 §9.3).
    boolean keepAlive =
        request.protocolVersion().isKeepAliveDefault() && HttpUtil.isKeepAlive(request);
    return new Framed(
        new Request(
            request.method(),
            connection.isSecure(),
            parsed,
            target,
            RequestFields.of(request.headers())),
        keepAlive);
  }

  private static boolean hasLength(HttpRequest request) {
    String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    return length != null && !length.equals("0");
  }

  private static int endOfAuthority(String target, int start) {
    for (int i = start; i < target.length(); i++) {
      if ("/?#".indexOf(target.charAt(i)) >= 0) {
        return i;
      }
    }
    return target.length();
  }

  private static Refused malformed(HttpRequest request, Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException tooLong ->
          refused(request, 414, "The request line is too long.");
      case TooLongHttpHeaderException tooLong ->
          refused(request, 431, "The header fields are too long.");
      default -> refused(request, 400, "The request is malformed.");
    };
  }

  private static Refused refused(HttpRequest request, int status, String sentence) {
    return new Refused(status, sentence, PlatformAnswers.isNavigation(request.headers()));
  }
}
