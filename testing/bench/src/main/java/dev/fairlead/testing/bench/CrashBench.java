package dev.fairlead.testing.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.GitServer;
import dev.fairlead.testing.TestRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

/**
 * Kills the platform at random moments of a deploy, starts it again, and looks whether a deployment
 * or a site was lost.
 */
final class CrashBench {
  private static final int KILLS = 10;
  private static final long SEED = 20_261_121;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration REVALIDATION = Duration.ofSeconds(35);
  private static final String SITE = "crash";

  private final TrialPlatform platform;
  private final TestRepository project;

  private CrashBench(TrialPlatform platform, TestRepository project) {
    this.platform = platform;
    this.project = project;
  }

  static void run() throws IOException, InterruptedException {
    try (BenchFolder folder = BenchFolder.create();
        GitServer git = GitServer.start();
        TestRepository project = ViteProject.create(folder.path());
        TrialPlatform platform = TrialPlatform.in(folder.path().resolve("data"))) {
      platform.up();
      project.write("public/version.txt", "0").commit("Version 0");
      String url = git.serve("vite", project).toString();
      platform.require("deploy", url, "--name", SITE, "--quiet");
      long usual = platform.require("deploy", url, "--name", SITE, "--quiet").time().toMillis();
      System.out.printf("kill -9 in a deploy of usually %.1f s, seed %d%n", usual / 1e3, SEED);
      System.out.printf(
          "  %4s %10s %-13s %12s %9s %12s%n",
          "kill", "after ms", "in phase", "site after", "attempts", "served after");
      CrashBench bench = new CrashBench(platform, project);
      Random random = new Random(SEED);
      int good = 0;
      for (int round = 1; round <= KILLS; round++) {
        good += bench.round(round, random.nextLong(usual)) ? 1 : 0;
      }
      System.out.printf("%d of %d deployments became ready and kept the site%n", good, KILLS);
      if (good < KILLS) {
        throw new IOException("a deployment or a site was lost");
      }
    }
  }

  private boolean round(int round, long moment) throws IOException, InterruptedException {
    project.write("public/version.txt", Integer.toString(round)).commit("Version " + round);
    long begin = System.nanoTime();
    String id =
        platform.post("/v1/projects/%s/deployments".formatted(SITE), "{}").get("id").asText();
    long left = moment - (System.nanoTime() - begin) / 1_000_000;
    Waiting.millis(Math.max(left, 0));
    String phase = phaseOf(deployment(id));
    platform.kill();

    long restart = System.nanoTime();
    platform.up();
    TrialPlatform.Page page = platform.page(SITE, "/version.txt");
    String version = new String(page.body(), StandardCharsets.UTF_8);
    boolean siteKept =
        page.status() == 200
            && (version.equals(Integer.toString(round))
                || version.equals(Integer.toString(round - 1)));
    JsonNode ended = awaitEnd(id);
    boolean ready = ended.get("state").asText().equals("ready") && isServed(round);
    double seconds = (System.nanoTime() - restart) / 1e9;
    System.out.printf(
        "  %4d %10d %-13s %12s %9d %12s%n",
        round,
        moment,
        phase,
        page.status() + (siteKept ? "" : " WRONG"),
        ended.get("attempt").asInt(),
        ready ? "%.1f s".formatted(seconds) : "LOST: " + ended.get("state").asText());
    return siteKept && ready;
  }

  private JsonNode deployment(String id) throws IOException, InterruptedException {
    return platform.get("/v1/deployments/" + id);
  }

  private static String phaseOf(JsonNode deployment) {
    String state = deployment.get("state").asText();
    JsonNode phases = deployment.get("phases");
    return state.equals("building") && !phases.isEmpty()
        ? phases.get(phases.size() - 1).get("name").asText()
        : state;
  }

  /** Returns the deployment when it is served or has ended otherwise, or as it is in the end. */
  private JsonNode awaitEnd(String id) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + LIMIT.toNanos();
    JsonNode deployment = deployment(id);
    while (System.nanoTime() < giveUp && !hasEnded(deployment)) {
      Waiting.millis(50);
      deployment = deployment(id);
    }
    return deployment;
  }

  private static boolean hasEnded(JsonNode deployment) {
    return switch (deployment.get("state").asText()) {
      case "queued", "building" -> false;
      case "ready" -> deployment.get("served").asBoolean();
      default -> true;
    };
  }

  /** Waits for as long as an edge may take that has missed the hint of the change. */
  private boolean isServed(int round) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + REVALIDATION.toNanos();
    while (System.nanoTime() < giveUp) {
      byte[] body = platform.page(SITE, "/version.txt").body();
      if (new String(body, StandardCharsets.UTF_8).equals(Integer.toString(round))) {
        return true;
      }
      Waiting.millis(20);
    }
    return false;
  }
}
