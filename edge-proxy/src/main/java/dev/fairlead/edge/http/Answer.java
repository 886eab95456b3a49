package dev.fairlead.edge.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * An answer before it is written. Date, connection and length fields are the writer's.
 *
 * @param headers of this answer alone
 * @param contentLength bytes the body has, or would have for {@code GET}; -1 where the status has
 *     no body
 */
public record Answer(int status, HttpHeaders headers, long contentLength, Body body) {

  /** An answer whose status has no body: 204 and 304. */
  static Answer withoutContent(int status, HttpHeaders headers) {
    return new Answer(status, headers, -1, new Body.Empty());
  }

  /** An answer that no cache keeps. */
  static Answer text(int status, String contentType, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    HttpHeaders headers = newHeaders();
    headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    return new Answer(status, headers, bytes.length, new Body.Text(bytes));
  }

  static Answer plain(int status, String sentence) {
    return text(status, "text/plain; charset=utf-8", sentence + "\n");
  }

  /** The same head with nothing after it, as {@code HEAD} is answered. */
  Answer headOnly() {
    return new Answer(status, headers, contentLength, new Body.Empty());
  }

  static HttpHeaders newHeaders() {
    return new DefaultHttpHeaders().set("x-content-type-options", "nosniff");
  }
}
