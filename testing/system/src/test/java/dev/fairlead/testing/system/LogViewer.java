package dev.fairlead.testing.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.Eventually;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Watches a build log over a WebSocket, as the dashboard does, and keeps what it is shown. */
final class LogViewer implements WebSocket.Listener, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** A line, with the attempt that printed it. */
  record Line(int attempt, long number, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  private LogViewer(HttpClient http, URI uri) throws Exception {
    this.socket =
        http.newWebSocketBuilder()
            .connectTimeout(CONNECT)
            .buildAsync(uri, this)
            .get(CONNECT.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * Connects with a fresh ticket.
   *
   * @param after the last line that was seen, {@code <attempt>.<line>}; {@code 0.0} for none
   */
  static LogViewer connect(HttpClient http, Api api, String deployment, String after)
      throws Exception {
    String url =
        api.post("/v1/deployments/%s/log-ticket".formatted(deployment), Map.of())
            .path("url")
            .asText();
    return new LogViewer(http, URI.create(url + "&after=" + after));
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      take(partial.toString());
      partial.setLength(0);
    }
    webSocket.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    end.complete("closed with " + code);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    end.complete("broken: " + error);
  }

  private void take(String frame) {
    try {
      JsonNode message = Api.JSON.readTree(frame);
      if (message.path("type").asText().equals("end")) {
        end.complete(message.path("state").asText());
        return;
      }
      synchronized (lines) {
        for (JsonNode line : message.path("lines")) {
          lines.add(
              new Line(
                  message.path("attempt").asInt(),
                  line.path("number").asLong(),
                  line.path("text").asText()));
        }
      }
    } catch (JsonProcessingException e) {
      end.completeExceptionally(e);
    }
  }

  /** What has been shown so far. */
  List<Line> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Waits until so many lines have been shown. */
  List<Line> awaitLines(int count) throws Exception {
    return Eventually.get(count + " lines are shown", this::lines, seen -> seen.size() >= count);
  }

  /** Waits for the end of the log, and returns the state the deployment ended in. */
  String awaitEnd() throws Exception {
    return end.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  boolean hasEnded() {
    return end.isDone();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
