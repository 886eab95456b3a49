package dev.fairlead.testing.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.GitServer;
import dev.fairlead.testing.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A deploy of Vite's React scaffold beside the same by hand: {@code git clone && npm ci && npm run
 * build}, both with an empty and with a filled npm cache, in alternating order.
 */
final class DeployBench {
  private static final int ROUNDS = 5;

  private final TrialPlatform platform;
  private final Path folder;
  private final String url;
  private final Times handCold = new Times();
  private final Times handWarm = new Times();
  private final Times deployCold = new Times();
  private final Times deployWarm = new Times();

  private DeployBench(TrialPlatform platform, Path folder, String url) {
    this.platform = platform;
    this.folder = folder;
    this.url = url;
  }

  static void run() throws IOException, InterruptedException {
    try (BenchFolder folder = BenchFolder.create();
        GitServer git = GitServer.start();
        TestRepository project = ViteProject.create(folder.path());
        TrialPlatform platform = TrialPlatform.in(folder.path().resolve("data"))) {
      platform.up();
      String url = git.serve("vite", project).toString();
      DeployBench bench = new DeployBench(platform, folder.path(), url);
      for (int round = 0; round < ROUNDS; round++) {
        bench.round(round);
      }
      bench.print();
      bench.compareFiles();
      bench.change(project);
    }
  }

  private void round(int round) throws IOException, InterruptedException {
    if (round % 2 == 0) {
      byHand(round);
      deploy(round);
    } else {
      deploy(round);
      byHand(round);
    }
  }

  private void byHand(int round) throws IOException, InterruptedException {
    Path cache = Files.createDirectory(folder.resolve("npm-" + round));
    for (Times times : List.of(handCold, handWarm)) {
      Path clone = folder.resolve("clone");
      if (Files.exists(clone)) {
        BenchFolder.delete(clone);
      }
      Map<String, String> environment = Map.of("npm_config_cache", cache.toString());
      long begin = System.nanoTime();
      Shell.run(folder, environment, List.of("git", "clone", "-q", url, clone.toString()));
      Shell.run(clone, environment, List.of("npm", "ci"));
      Shell.run(clone, environment, List.of("npm", "run", "build"));
      times.add(Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  /** A project's first deploy finds an empty cache: each has its own. */
  private void deploy(int round) throws IOException, InterruptedException {
    for (Times times : List.of(deployCold, deployWarm)) {
      times.add(platform.require("deploy", url, "--name", "vite-" + round).time());
    }
  }

  private void print() {
    System.out.printf("Vite + React + TypeScript, median wall seconds of %d rounds%n", ROUNDS);
    System.out.printf(
        "  %-12s %10s %18s %7s%n", "npm cache", "by hand", "./fairlead deploy", "ratio");
    row("empty", handCold, deployCold);
    row("filled", handWarm, deployWarm);
  }

  private static void row(String cache, Times hand, Times deploy) {
    System.out.printf(
        "  %-12s %10.2f %18.2f %7.2f%n",
        cache, hand.median() / 1000, deploy.median() / 1000, deploy.median() / hand.median());
  }

  /** Each file that the build by hand made must be served with the same bytes. */
  private void compareFiles() throws IOException, InterruptedException {
    Path dist = folder.resolve("clone").resolve("dist");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(dist)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    int same = 0;
    for (Path file : files) {
      String path = "/" + dist.relativize(file);
      TrialPlatform.Page page = platform.page("vite-0", path.equals("/index.html") ? "/" : path);
      if (page.status() == 200 && Arrays.equals(page.body(), Files.readAllBytes(file))) {
        same++;
      }
    }
    System.out.printf(
        "Of %d files built by hand, %d are served with 200 and the same bytes%n",
        files.size(), same);
  }

  private void change(TestRepository project) throws IOException, InterruptedException {
    Path source = project.directory().resolve("src/App.tsx");
    project.write("src/App.tsx", Files.readString(source).replace("Get started", "Begin here"));
    project.commit("Change a heading");
    platform.require("deploy", url, "--name", "vite-0", "--quiet");
    JsonNode upload = platform.get("/v1/projects/vite-0/deployments").get(0).get("upload");
    System.out.printf(
        "One source file changed: %d files in the site (%,d bytes), %d blobs and %,d bytes"
            + " uploaded%n",
        upload.get("files").asInt(),
        upload.get("bytes").asLong(),
        upload.get("uploadedBlobs").asInt(),
        upload.get("uploadedBytes").asLong());
  }
}
