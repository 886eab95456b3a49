package dev.fairlead.edge.observation;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.Body;
import dev.fairlead.edge.http.Request;
import dev.fairlead.site.Freshness;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;

/** What an operator's own port answers: numbers and health. */
public final class OperatorPages implements Answering {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";

  private final Metrics metrics;
  private final Readiness readiness;

  public OperatorPages(Metrics metrics, Readiness readiness) {
    this.metrics = metrics;
    this.readiness = readiness;
  }

  @Override
  public void answer(Request request, AnswerSink sink) {
    if (!request.method().equals(HttpMethod.GET) && !request.isHead()) {
      give(request, sink, 405, TEXT, "Allowed methods: GET, HEAD\n");
      return;
    }
    switch (request.target()) {
      case "/metrics" -> give(request, sink, 200, Metrics.CONTENT_TYPE, metrics.text());
      case "/health/live" -> give(request, sink, 200, JSON, "{\"status\":\"up\"}");
      case "/health/ready" -> {
        boolean ready = readiness.isReady();
        String status = ready ? "{\"status\":\"ready\"}" : "{\"status\":\"not ready\"}";
        give(request, sink, ready ? 200 : 503, JSON, status);
      }
      default ->
          give(
              request,
              sink,
              404,
              TEXT,
              "There are /metrics, /health/live and /health/ready here.\n");
    }
  }

  private static void give(
      Request request, AnswerSink sink, int status, String contentType, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .set(HttpHeaderNames.CONTENT_TYPE, contentType)
            .set(HttpHeaderNames.CACHE_CONTROL, Freshness.NO_STORE);
    if (status == 405) {
      headers.set(HttpHeaderNames.ALLOW, "GET, HEAD");
    }
    Answer answer = new Answer(status, headers, bytes.length, new Body.Text(bytes));
    sink.answer(answer, request.isHead() ? null : Unpooled.wrappedBuffer(bytes));
  }
}
