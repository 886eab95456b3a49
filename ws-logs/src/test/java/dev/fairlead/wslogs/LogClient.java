package dev.fairlead.wslogs;

import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogEnd;
import dev.fairlead.build.protocol.LogMessage;
import dev.fairlead.site.InvalidDocumentException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A viewer, as the dashboard or the CLI is one. */
final class LogClient implements WebSocket.Listener, AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final BlockingQueue<LogMessage> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final boolean eager;
  private final WebSocket socket;

  private LogClient(HttpClient client, URI uri, String origin, boolean eager) {
    this.eager = eager;
    WebSocket.Builder builder = client.newWebSocketBuilder();
    if (!origin.isEmpty()) {
      builder.header("Origin", origin);
    }
    this.socket = builder.buildAsync(uri, this).join();
  }

  static LogClient connect(HttpClient client, URI uri) {
    return new LogClient(client, uri, "", true);
  }

  static LogClient connect(HttpClient client, URI uri, String origin) {
    return new LogClient(client, uri, origin, true);
  }

  /** A client that takes nothing until it is told to. */
  static LogClient connectSlow(HttpClient client, URI uri) {
    return new LogClient(client, uri, "", false);
  }

  void takeAll() {
    socket.request(Long.MAX_VALUE / 2);
  }

  void say(String text) {
    socket.sendText(text, true).join();
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    if (eager) {
      webSocket.request(Long.MAX_VALUE / 2);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      try {
        messages.add(LogMessage.parse(partial.toString().getBytes(StandardCharsets.UTF_8)));
      } catch (InvalidDocumentException e) {
        closed.completeExceptionally(e);
      }
      partial.setLength(0);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    closed.complete(code);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.completeExceptionally(error);
  }

  /** The code the server closes with. */
  int closeCode() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The next lines, written {@code <attempt>.<line>}, until there are so many or the log ends. */
  List<String> lines(int count) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      LogMessage message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      switch (message) {
        case null ->
            throw new AssertionError("after %d lines nothing came".formatted(lines.size()));
        case LogChunk chunk ->
            chunk.lines().forEach(line -> lines.add(chunk.attempt() + "." + line.number()));
        case LogEnd end -> {
          lines.add(end.state());
          return lines;
        }
      }
    }
    return lines;
  }

  /** All lines to the end, and the state it ends with. */
  List<String> all() throws InterruptedException {
    return lines(Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
