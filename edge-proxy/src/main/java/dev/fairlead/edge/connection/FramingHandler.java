package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Incoming;
import dev.fairlead.edge.http.Incoming.Refused;
import dev.fairlead.edge.http.Incoming.Request;
import dev.fairlead.site.Hostname;
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
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Turns what the decoder has read into a request whose meaning is beyond doubt, or refuses it: one
 * host (RFC 9112 §3.2), one agreed target, no body. After a refusal nothing more is read from the
 * connection, for where the next request begins is not known.
 */
final class FramingHandler extends ChannelInboundHandlerAdapter {
  /** {@code uri-host [":" port]} of RFC 3986 §3.2.2, without user information. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::[0-9]{0,5})?");

  private final HeadTimeoutHandler headTimeout;
  private boolean refused;

  FramingHandler(HeadTimeoutHandler headTimeout) {
    this.headTimeout = headTimeout;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!refused && message instanceof HttpRequest request) {
      headTimeout.headReceived();
      Incoming incoming = frame(request);
      refused = incoming instanceof Refused;
      ctx.fireChannelRead(incoming);
    }
    ReferenceCountUtil.release(message);
  }

  private static Incoming frame(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return malformed(request.decoderResult().cause());
    }
    boolean version10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    if (!version10 && !request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      return new Refused(505, "This server speaks HTTP/1.1.");
    }
    if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) || hasLength(request)) {
      return new Refused(413, "Requests with a body are not accepted.");
    }
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1 || (hosts.isEmpty() && !version10)) {
      return new Refused(400, "A request must have one Host header.");
    }
    String host = hosts.isEmpty() ? "" : hosts.getFirst();
    if (!hosts.isEmpty() && !AUTHORITY.matcher(host).matches()) {
      return new Refused(400, "The Host header names no host.");
    }
    return frame(request, host);
  }

  private static Incoming frame(HttpRequest request, String host) {
    String target = request.uri();
    boolean asterisk = target.equals("*") && request.method().equals(HttpMethod.OPTIONS);
    if (target.startsWith("/") || asterisk) {
      return request(request, host, target);
    }
    int authorityStart = target.indexOf("://") + 3;
    String scheme = authorityStart < 3 ? "" : target.substring(0, authorityStart);
    if (!scheme.equalsIgnoreCase("http://") && !scheme.equalsIgnoreCase("https://")) {
      return new Refused(400, "The request target is not valid.");
    }
    int end = endOfAuthority(target, authorityStart);
    String authority = target.substring(authorityStart, end);
    boolean agrees = host.isEmpty() || authority.equalsIgnoreCase(host);
    if (!AUTHORITY.matcher(authority).matches() || !agrees) {
      return new Refused(400, "The request target and the Host header do not agree.");
    }
    String path = target.substring(end);
    return request(request, authority, path.startsWith("/") ? path : "/" + path);
  }

  private static Request request(HttpRequest request, String authority, String target) {
    // A client of HTTP/1.0 gets one answer a connection: it may stand behind a proxy that does not
    // understand keep-alive (RFC 9112 §9.3).
    boolean keepAlive =
        request.protocolVersion().isKeepAliveDefault() && HttpUtil.isKeepAlive(request);
    return new Request(
        request.method(),
        withoutPort(authority).toLowerCase(Locale.ROOT),
        Hostname.ofAuthority(authority).orElse(null),
        target,
        request.headers(),
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

  private static String withoutPort(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  private static Refused malformed(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException tooLong -> new Refused(414, "The request line is too long.");
      case TooLongHttpHeaderException tooLong ->
          new Refused(431, "The header fields are too long.");
      default -> new Refused(400, "The request is malformed.");
    };
  }
}
