package dev.fairlead.testing.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From the order to roll back to the first byte of the old deployment at the edge. */
final class RollbackBench {
  private static final int ROUNDS = 20;
  private static final String SITE = "bench";
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private RollbackBench() {}

  private interface Order {
    void give(String deployment) throws IOException, InterruptedException;
  }

  static void run() throws IOException, InterruptedException {
    try (BenchFolder folder = BenchFolder.create();
        TrialPlatform platform = TrialPlatform.in(folder.path().resolve("data"))) {
      platform.up();
      List<String> deployments = deploy(platform, folder.path());
      Times byCommand = new Times();
      Times byApi = new Times();
      String path = "/v1/projects/%s/rollback".formatted(SITE);
      for (int i = 0; i < 2 * ROUNDS; i++) {
        String target = deployments.get(i % 2);
        String expected = page(i % 2);
        List<Process> commands = new ArrayList<>();
        boolean command = i / 2 % 2 == 0;
        Order order =
            command
                ? id -> commands.add(platform.begin("rollback", SITE, "--to", id))
                : id -> platform.post(path, "{\"deployment\":\"%s\"}".formatted(id));
        (command ? byCommand : byApi).add(timeUntil(platform, expected, target, order));
        for (Process process : commands) {
          process.waitFor();
        }
      }
      System.out.println("Rollback, from the order to the first byte of the old deployment");
      System.out.printf("  %-20s %6s %10s %8s%n", "", "rounds", "median ms", "p99 ms");
      print("./fairlead rollback", byCommand);
      print("POST …/rollback", byApi);
    }
  }

  /** Two deployments, of which the second is live. */
  private static List<String> deploy(TrialPlatform platform, Path folder)
      throws IOException, InterruptedException {
    Path site = Files.createDirectory(folder.resolve("site"));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Files.writeString(site.resolve("index.html"), page(i));
      platform.require("deploy", site.toString(), "--name", SITE, "--quiet");
      ids.add(
          platform.get("/v1/projects/%s/deployments".formatted(SITE)).get(0).get("id").asText());
    }
    return ids;
  }

  private static Duration timeUntil(
      TrialPlatform platform, String expected, String target, Order order)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    order.give(target);
    while (System.nanoTime() - begin < LIMIT.toNanos()) {
      byte[] body = platform.page(SITE, "/").body();
      if (new String(body, StandardCharsets.UTF_8).equals(expected)) {
        return Duration.ofNanos(System.nanoTime() - begin);
      }
      Waiting.millis(1);
    }
    throw new IOException("the edge does not serve the old deployment");
  }

  private static String page(int version) {
    return "<!doctype html><title>Bench</title><p>Version " + version;
  }

  private static void print(String what, Times times) {
    System.out.printf(
        "  %-20s %6d %10.1f %8.1f%n", what, times.count(), times.median(), times.quantile(0.99));
  }
}
