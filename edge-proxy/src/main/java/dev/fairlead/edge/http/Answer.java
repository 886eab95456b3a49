package dev.fairlead.edge.http;

import dev.fairlead.edge.hpack.HpackEncoder;
import dev.fairlead.site.Freshness;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is written. Date and connection fields are the writer's. Once it has been
 * written for the first time nothing of it may be changed: its encoded head is kept, so that an
 * answer which is given often is encoded once.
 */
public final class Answer {
  /** Those of RFC 9110 §15, RFC 7725 and RFC 5842 that Netty does not know, or by older names. */
  private static final Map<Integer, String> PHRASES =
      Map.of(
          413, "Content Too Large",
          414, "URI Too Long",
          416, "Range Not Satisfiable",
          451, "Unavailable For Legal Reasons",
          508, "Loop Detected");

  private final int status;
  private final HttpHeaders headers;
  private final long contentLength;
  private final Body body;
  private volatile byte @Nullable [] http1Head;
  private volatile byte @Nullable [] http2Head;

  /**
   * @param headers of this answer alone
   * @param contentLength bytes the body has, or would have for {@code GET}; -1 where the status has
   *     no body, or nobody knows how many there will be
   */
  public Answer(int status, HttpHeaders headers, long contentLength, Body body) {
    this.status = status;
    this.headers = headers;
    this.contentLength = contentLength;
    this.body = body;
  }

  public int status() {
    return status;
  }

  public HttpHeaders headers() {
    return headers;
  }

  public long contentLength() {
    return contentLength;
  }

  public Body body() {
    return body;
  }

  /**
   * The status line and the fields in the form of HTTP/1.1 (RFC 9112 §4, §5), each with its CRLF; a
   * date and the empty line are still to follow. Must not be changed.
   */
  public byte[] http1Head() {
    byte[] kept = http1Head;
    if (kept == null) {
      kept = encodeHttp1();
      http1Head = kept;
    }
    return kept;
  }

  /** The body where the edge has made it itself, the caller's to release; null if there is none. */
  public @Nullable ByteBuf literalBody() {
    return body instanceof Body.Text(byte[] bytes) ? Unpooled.wrappedBuffer(bytes) : null;
  }

  /**
   * The status and the fields as a header block of HTTP/2 that needs no dynamic table (RFC 7541); a
   * date is still to follow. Must not be changed.
   */
  public byte[] http2Head() {
    byte[] kept = http2Head;
    if (kept == null) {
      kept = encodeHttp2();
      http2Head = kept;
    }
    return kept;
  }

  /** An answer whose status has no body: 204 and 304. */
  static Answer withoutContent(int status, HttpHeaders headers) {
    return new Answer(status, headers, -1, new Body.Empty());
  }

  /** An answer that no cache keeps. */
  static Answer text(int status, String contentType, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    HttpHeaders headers = newHeaders();
    headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
    headers.set(HttpHeaderNames.CACHE_CONTROL, Freshness.NO_STORE);
    return new Answer(status, headers, bytes.length, new Body.Text(bytes));
  }

  /** The words for a status. */
  static String phrase(int status) {
    String newer = PHRASES.get(status);
    return newer == null ? HttpResponseStatus.valueOf(status).reasonPhrase() : newer;
  }

  /** An answer that leads elsewhere, and that no cache keeps. */
  static Answer redirect(int status, String location) {
    Answer answer = plain(status, "See " + location);
    answer.headers().set(HttpHeaderNames.LOCATION, location);
    return answer;
  }

  static Answer plain(int status, String sentence) {
    return text(status, "text/plain; charset=utf-8", sentence + "\n");
  }

  /**
   * The answer to a client that has this one already (RFC 9110 §15.4.5): every field that could
   * change what it has kept, and nothing of the representation itself.
   */
  public Answer notModified() {
    HttpHeaders same = headers.copy();
    same.remove(HttpHeaderNames.CONTENT_TYPE);
    same.remove(HttpHeaderNames.CONTENT_ENCODING);
    same.remove(HttpHeaderNames.ACCEPT_RANGES);
    return withoutContent(304, same);
  }

  /** The same head with nothing after it, as {@code HEAD} is answered. */
  Answer headOnly() {
    return new Answer(status, headers, contentLength, new Body.Empty());
  }

  static HttpHeaders newHeaders() {
    return new DefaultHttpHeaders().set("x-content-type-options", "nosniff");
  }

  private byte[] encodeHttp2() {
    HpackEncoder head = new HpackEncoder().status(status);
    Iterator<Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
    while (fields.hasNext()) {
      Entry<CharSequence, CharSequence> field = fields.next();
      head.field(field.getKey().toString().toLowerCase(Locale.ROOT), field.getValue().toString());
    }
    if (contentLength >= 0) {
      head.field("content-length", Long.toString(contentLength));
    }
    return head.toBytes();
  }

  private byte[] encodeHttp1() {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(status).append(' ').append(phrase(status)).append("\r\n");
    Iterator<Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
    while (fields.hasNext()) {
      Entry<CharSequence, CharSequence> field = fields.next();
      head.append(field.getKey()).append(": ").append(field.getValue()).append("\r\n");
    }
    if (contentLength >= 0) {
      head.append("content-length: ").append(contentLength).append("\r\n");
    }
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
