package dev.fairlead.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows a log from its first line to its end, each line once: live over a WebSocket, and over HTTP
 * where that does not work. Broken connections are opened again, from the last line seen.
 */
final class LogFollower {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(700);
  private static final Duration LONGEST_BUILD = Duration.ofHours(3);

  private final ApiClient api;
  private final String deployment;
  private final Consumer<Documents.LogLine> sink;
  private int attempt;
  private long line;
  private long reached = System.nanoTime();

  LogFollower(ApiClient api, String deployment, Consumer<Documents.LogLine> sink) {
    this.api = api;
    this.deployment = deployment;
    this.sink = sink;
  }

  /** Follows until no line will come any more. */
  void follow() throws CliException {
    long giveUp = System.nanoTime() + LONGEST_BUILD.toNanos();
    while (System.nanoTime() < giveUp) {
      if (followLive() || readPagesIfReachable()) {
        return;
      }
      pause();
    }
  }

  /** Shows what there is now, without waiting for more. */
  void show() throws CliException {
    readPages();
  }

  /** Returns whether the end was seen; false to go on over HTTP. */
  private boolean followLive() {
    Listener listener = new Listener();
    try {
      Documents.LogTicket ticket =
          api.post(path("log-ticket"), Map.of(), Documents.LogTicket.class);
      URI url = URI.create(ticket.url() + "&after=" + attempt + "." + line);
      WebSocket socket =
          api.http()
              .newWebSocketBuilder()
              .connectTimeout(CONNECT)
              .buildAsync(url, listener)
              .get(CONNECT.toSeconds() + 1, TimeUnit.SECONDS);
      boolean ended = listener.ended.get(LONGEST_BUILD.toSeconds(), TimeUnit.SECONDS);
      socket.abort();
      return ended;
    } catch (CliException | ExecutionException | TimeoutException | CompletionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * A platform that is started again meanwhile goes on with the build, so a while is waited for it.
   */
  private boolean readPagesIfReachable() throws CliException {
    try {
      boolean complete = readPages();
      reached = System.nanoTime();
      return complete;
    } catch (CliException e) {
      if (!Patience.lasts(e, reached)) {
        throw e;
      }
      return false;
    }
  }

  /** Returns whether the log is complete. */
  private boolean readPages() throws CliException {
    while (true) {
      Documents.LogPage page =
          api.get(path("log?after=" + attempt + "." + line), Documents.LogPage.class);
      page.lines().forEach(read -> accept(page.attempt(), read));
      if (page.complete() || page.lines().isEmpty()) {
        return page.complete();
      }
    }
  }

  private synchronized void accept(int ofAttempt, Documents.LogLine read) {
    if (ofAttempt < attempt || (ofAttempt == attempt && read.number() <= line)) {
      return;
    }
    attempt = ofAttempt;
    line = read.number();
    sink.accept(read);
  }

  private String path(String rest) {
    return "/v1/deployments/%s/%s".formatted(deployment, rest);
  }

  private static void pause() throws CliException {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.PLATFORM_FAILED, "Interrupted.");
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        frame(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private void frame(String json) {
      try {
        Documents.LogFrame frame = ApiClient.JSON.readValue(json, Documents.LogFrame.class);
        if (frame.lines() != null) {
          frame.lines().forEach(read -> accept(frame.attempt(), read));
        }
        if (frame.type().equals("end")) {
          ended.complete(true);
        }
      } catch (JsonProcessingException e) {
        ended.complete(false);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      ended.complete(false);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      ended.complete(false);
    }
  }
}
