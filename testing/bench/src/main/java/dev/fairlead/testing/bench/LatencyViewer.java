package dev.fairlead.testing.bench;

import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogLine;
import dev.fairlead.build.protocol.LogMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A viewer that notes when each line arrives. */
final class LatencyViewer implements WebSocket.Listener, AutoCloseable {
  private final long[] arrived;
  private final CountDownLatch missing;
  private final StringBuilder partial = new StringBuilder();

  private final WebSocket socket;

  private LatencyViewer(HttpClient http, URI uri, int lines) {
    this.arrived = new long[lines];
    this.missing = new CountDownLatch(lines);
    this.socket = http.newWebSocketBuilder().buildAsync(uri, this).join();
  }

  static LatencyViewer connect(HttpClient http, URI uri, int lines) {
    return new LatencyViewer(http, uri, lines);
  }

  @Override
  public void close() {
    socket.abort();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    long now = System.nanoTime();
    partial.append(data);
    if (last) {
      note(partial.toString(), now);
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  private void note(String json, long now) {
    try {
      if (LogMessage.parse(json.getBytes(StandardCharsets.UTF_8)) instanceof LogChunk chunk) {
        for (LogLine line : chunk.lines()) {
          arrived[Math.toIntExact(line.number() - 1)] = now;
          missing.countDown();
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("not a log message", e);
    }
  }

  /**
   * How long each line took.
   *
   * @throws IllegalStateException if not all lines have come in time
   */
  long[] latencies(long[] sent, Duration limit) {
    try {
      if (!missing.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("%d lines are missing".formatted(missing.getCount()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    long[] latencies = new long[sent.length];
    for (int line = 0; line < sent.length; line++) {
      latencies[line] = arrived[line] - sent[line];
    }
    return latencies;
  }
}
