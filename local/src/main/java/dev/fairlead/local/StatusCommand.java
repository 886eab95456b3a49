package dev.fairlead.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells whether everything runs, and where. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show whether everything runs, and where. Exit code 0 if it does, 3 if not.")
final class StatusCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Path folder = data.path();
    Optional<RunFile> run = DataFolder.isInUse(folder) ? RunFile.read(folder) : Optional.empty();
    Map<String, Boolean> parts = new LinkedHashMap<>();
    run.ifPresent(
        running -> {
          parts.put("api", answers(running.apiUrl() + "/health"));
          parts.put("sites", answers(running.siteUrl() + "/.fairlead/health"));
          parts.put("logs", answers(running.logsUrl().replace("ws:", "http:") + "/health"));
        });
    boolean healthy = run.isPresent() && !parts.containsValue(false);
    if (json) {
      printJson(folder, run, parts, healthy);
    } else {
      print(folder, run, parts);
    }
    return healthy ? LocalMain.DONE : LocalMain.PLATFORM_FAILED;
  }

  private static void print(Path folder, Optional<RunFile> run, Map<String, Boolean> parts) {
    if (run.isEmpty()) {
      System.out.printf("Not running on %s. Start it with ./fairlead up.%n", folder);
      return;
    }
    System.out.printf("Running (process %d) on %s%n", run.get().pid(), folder);
    System.out.printf("  %-6s %-9s %s%n", "api", state(parts, "api"), run.get().apiUrl());
    System.out.printf(
        "  %-6s %-9s %s%n",
        "sites", state(parts, "sites"), run.get().siteUrl().replace("://", "://<name>."));
    System.out.printf("  %-6s %-9s %s%n", "logs", state(parts, "logs"), run.get().logsUrl());
  }

  private static void printJson(
      Path folder, Optional<RunFile> run, Map<String, Boolean> parts, boolean healthy)
      throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("healthy", healthy);
    document.put("data", folder.toString());
    run.ifPresent(
        running -> {
          document.put("pid", running.pid());
          document.put("apiUrl", running.apiUrl());
          document.put("siteUrl", running.siteUrl());
          document.put("logsUrl", running.logsUrl());
        });
    document.put("parts", parts);
    System.out.println(RunFile.toJson(document));
  }

  private static String state(Map<String, Boolean> parts, String part) {
    return Boolean.TRUE.equals(parts.get(part)) ? "healthy" : "silent";
  }

  private static boolean answers(String url) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
