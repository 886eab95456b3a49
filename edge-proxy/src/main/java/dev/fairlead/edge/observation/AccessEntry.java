package dev.fairlead.edge.observation;

import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.BodyTier;
import dev.fairlead.edge.http.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the access log.
 *
 * @param millis of the answer, since the epoch
 * @param bytes that the body of the answer has; 0 where its length is not known beforehand
 * @param nanos from the request to its answer, before the body is sent
 */
record AccessEntry(
    long millis,
    HostClass hostClass,
    String host,
    String method,
    String target,
    boolean secure,
    String protocol,
    @Nullable InetAddress client,
    int status,
    long bytes,
    long nanos,
    BodyTier tier,
    @Nullable String userAgent,
    @Nullable String referer) {
  /** What is longer is cut, so that entries that wait need a bounded memory. */
  private static final int MAX_TARGET = 2_048;

  private static final int MAX_FIELD = 512;

  static AccessEntry of(
      long millis,
      HostClass hostClass,
      Request request,
      AnswerSink sink,
      int status,
      long bytes,
      long nanos,
      BodyTier tier) {
    return new AccessEntry(
        millis,
        hostClass,
        cut(request.authority(), MAX_FIELD),
        cut(request.method().name(), MAX_FIELD),
        cut(request.target(), MAX_TARGET),
        request.secure(),
        sink.protocol(),
        sink.clientAddress(),
        status,
        bytes,
        nanos,
        tier,
        field(request, HttpHeaderNames.USER_AGENT),
        field(request, HttpHeaderNames.REFERER));
  }

  /** Appends the entry as one line of JSON in ASCII (RFC 8259), whatever the client has sent. */
  void appendTo(StringBuilder line) {
    line.append("{\"time\":\"").append(Instant.ofEpochMilli(millis)).append('"');
    text(line, "host", host);
    text(line, "class", hostClass.label());
    text(line, "method", method);
    text(line, "target", target);
    line.append(",\"status\":").append(status);
    line.append(",\"bytes\":").append(bytes);
    line.append(",\"micros\":").append(nanos / 1_000);
    text(line, "protocol", protocol);
    line.append(",\"tls\":").append(secure);
    if (client != null) {
      text(line, "client", client.getHostAddress());
    }
    text(line, "cache", tier.name().toLowerCase(Locale.ROOT));
    if (userAgent != null) {
      text(line, "user_agent", userAgent);
    }
    if (referer != null) {
      text(line, "referer", referer);
    }
    line.append("}\n");
  }

  private static void text(StringBuilder line, String name, String value) {
    line.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        line.append("\\u").append(String.format("%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }

  private static @Nullable String field(Request request, CharSequence name) {
    String value = request.headers().get(name);
    return value == null ? null : cut(value, MAX_FIELD);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
