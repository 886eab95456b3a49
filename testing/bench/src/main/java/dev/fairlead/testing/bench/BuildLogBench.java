package dev.fairlead.testing.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogEnd;
import dev.fairlead.build.protocol.LogLine;
import dev.fairlead.build.protocol.LogMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From a line that a build prints to the same line in a WebSocket client: each line holds the time
 * at which it was printed.
 */
final class BuildLogBench {
  private static final int LINES = 1000;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern STAMP = Pattern.compile("[0-9]{19}");
  private static final String BUILD =
      "sleep 1; i=0; while [ $i -lt %d ]; do date +%%s%%N; sleep 0.005; i=$((i+1)); done"
          .formatted(LINES);

  private BuildLogBench() {}

  static void run() throws IOException, InterruptedException {
    try (BenchFolder folder = BenchFolder.create();
        TrialPlatform platform = TrialPlatform.in(folder.path().resolve("data"))) {
      platform.up();
      Path site = Files.createDirectory(folder.path().resolve("site"));
      Files.writeString(site.resolve("index.html"), "<!doctype html><title>Bench</title>");
      Process deploy =
          platform.begin(
              "deploy", site + "", "--name", "log", "--build", BUILD, "--output", ".", "--quiet");
      Viewer viewer = watch(platform, deploymentOf(platform));
      Times times = viewer.times();
      deploy.waitFor();
      System.out.printf(
          "Printed by a build → WebSocket client, %d of %d lines, one every 6–8 ms%n",
          times.count(), LINES);
      System.out.printf("  %10s %8s %8s%n", "median ms", "p99 ms", "max ms");
      System.out.printf(
          "  %10.1f %8.1f %8.1f%n", times.median(), times.quantile(0.99), times.quantile(1));
    }
  }

  private static String deploymentOf(TrialPlatform platform)
      throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < giveUp) {
      for (JsonNode project : platform.get("/v1/projects")) {
        if (project.get("name").asText().equals("log")) {
          JsonNode deployments = platform.get("/v1/projects/log/deployments");
          if (!deployments.isEmpty()) {
            return deployments.get(0).get("id").asText();
          }
        }
      }
      Waiting.millis(20);
    }
    throw new IOException("the deployment does not begin");
  }

  private static Viewer watch(TrialPlatform platform, String deployment)
      throws IOException, InterruptedException {
    JsonNode ticket = platform.post("/v1/deployments/%s/log-ticket".formatted(deployment), "{}");
    URI url = URI.create(ticket.get("url").asText().replace("//localhost", "//127.0.0.1"));
    Viewer viewer = new Viewer();
    platform.http().newWebSocketBuilder().buildAsync(url, viewer).join();
    return viewer;
  }

  private static final class Viewer implements WebSocket.Listener {
    private final Times times = new Times();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Times> ended = new CompletableFuture<>();

    Times times() throws IOException, InterruptedException {
      try {
        return ended.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException("the log does not end", e);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      Instant now = Instant.now();
      partial.append(data);
      if (last) {
        frame(partial.toString(), now);
        partial.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private void frame(String json, Instant now) {
      try {
        switch (LogMessage.parse(json.getBytes(StandardCharsets.UTF_8))) {
          case LogChunk chunk -> chunk.lines().forEach(line -> note(line, now));
          case LogEnd end -> ended.complete(times);
        }
      } catch (IOException e) {
        ended.completeExceptionally(e);
      }
    }

    private void note(LogLine line, Instant now) {
      if (STAMP.matcher(line.text()).matches()) {
        Instant printed = Instant.EPOCH.plusNanos(Long.parseLong(line.text()));
        times.add(Duration.between(printed, now));
      }
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      ended.completeExceptionally(error);
    }
  }
}
