package dev.fairlead.edge.http2;

import dev.fairlead.edge.hpack.HpackEncoder;
import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Request;
import io.netty.handler.codec.http.HttpHeaderNames;

/**
 * 103 before the answer to a navigation (RFC 8297): a browser begins to load what a page needs
 * while the page is fetched from the store, or is on its way. Others than browsers, which say that
 * they navigate, get none.
 */
final class EarlyHints {
  private static final String LINK = "link";
  private static final byte[] NOTHING = {};

  private EarlyHints() {}

  static void send(FrameWriter writer, Stream stream, Answer answer) {
    Request request = stream.request;
    if (stream.hinted || request == null || !answer.headers().contains(LINK)) {
      return;
    }
    String type = answer.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    if (answer.status() != 200
        || !type.startsWith("text/html")
        || !"navigate".equals(request.headers().get("sec-fetch-mode"))) {
      return;
    }
    stream.hinted = true;
    HpackEncoder block = new HpackEncoder().status(103);
    for (String link : answer.headers().getAll(LINK)) {
      block.field(LINK, link);
    }
    writer.headers(stream.id, block.toBytes(), NOTHING, false);
  }
}
