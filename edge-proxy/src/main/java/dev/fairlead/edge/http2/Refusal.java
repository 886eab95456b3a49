package dev.fairlead.edge.http2;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Body;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** An answer to a request that is not handed on. */
enum Refusal {
  BODY(413, "Requests with a body are not accepted."),
  MISDIRECTED(421, "This host is not served on this connection."),
  HEADERS(431, "The header fields are too long, or too many.");

  private final Answer answer;
  private final byte[] text;

  Refusal(int status, String sentence) {
    text = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .set("x-content-type-options", "nosniff");
    answer = new Answer(status, headers, text.length, new Body.Text(text));
  }

  Answer answer() {
    return answer;
  }

  ByteBuf body() {
    return Unpooled.wrappedBuffer(text);
  }
}
