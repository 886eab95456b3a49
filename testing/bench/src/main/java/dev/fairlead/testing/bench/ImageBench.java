package dev.fairlead.testing.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.GitServer;
import dev.fairlead.testing.TestRepository;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds the images upon a Debian that is made here, runs all of Fairlead from them with no
 * capability and a read-only root, deploys a Vite project from a git server, and lets a build look
 * at what it is shut in by. It needs root, Debian's docker.io and debootstrap.
 */
final class ImageBench {
  private static final List<String> NEEDED = List.of("dockerd", "docker", "debootstrap", "npm");

  /** Each line that begins with “found” tells of one thing; all of {@link #EXPECTED} must come. */
  private static final String PROBE =
      """
      echo "found user $(id -u)"
      grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status | tr -s '\\t ' ' ' | sed 's/^/found /'
      touch /planted /usr/planted /opt/fairlead/planted 2>/dev/null && echo 'found a writable root' || echo 'found a read-only root'
      for process in /proc/[0-9]*; do
        case $(tr '\\0' ' ' <$process/cmdline 2>/dev/null) in
          *BuildTaskMain*)
            echo 'found our process'
            cat $process/environ >/dev/null 2>&1 && echo 'found its environment'
            ls $process/fd >/dev/null 2>&1 && echo 'found its files'
            head -c 1 $process/mem >/dev/null 2>&1 && echo 'found its memory'
            kill -0 ${process#/proc/} 2>/dev/null && echo 'found a way to signal it'
            ;;
        esac
      done
      env | grep -q TOKEN && echo 'found a token'
      mkdir dist && echo probe >dist/index.html
      """;

  private static final List<String> EXPECTED =
      List.of(
          "found user 1001",
          "found CapInh: 0000000000000000",
          "found CapPrm: 0000000000000000",
          "found CapEff: 0000000000000000",
          "found CapBnd: 0000000000000000",
          "found CapAmb: 0000000000000000",
          "found NoNewPrivs: 1",
          "found Seccomp: 2",
          "found a read-only root",
          "found our process");

  private final DockerEngine engine;
  private final ContainerPlatform platform;

  private ImageBench(DockerEngine engine, ContainerPlatform platform) {
    this.engine = engine;
    this.platform = platform;
  }

  static void run() throws IOException, InterruptedException {
    requirePrograms();
    Path script = TrialPlatform.script();
    try (BenchFolder folder = BenchFolder.create();
        DockerEngine engine = DockerEngine.start(folder.path().resolve("docker"))) {
      long begin = System.nanoTime();
      new LocalImages(engine, folder.path()).build(script);
      System.out.printf("Images built in %.0f s, base and all%n", seconds(begin));
      try (GitServer git = GitServer.start();
          ContainerPlatform platform = new ContainerPlatform(engine, folder.path(), script)) {
        ImageBench bench = new ImageBench(engine, platform);
        bench.printSizes();
        begin = System.nanoTime();
        platform.start();
        System.out.printf("api, edge-proxy and ws-logs healthy after %.1f s%n", seconds(begin));
        bench.vite(git, folder.path());
        bench.probe(git, folder.path());
      }
    }
  }

  private void printSizes() throws IOException, InterruptedException {
    System.out.printf("Base: %s%n", size("fairlead-base:bench"));
    for (String program : LocalImages.PROGRAMS) {
      System.out.printf("%-12s %s%n", program, size(LocalImages.name(program)));
    }
  }

  private String size(String image) throws IOException, InterruptedException {
    long bytes = Long.parseLong(engine.docker("image", "inspect", "--format", "{{.Size}}", image));
    return "%,d MB".formatted(bytes / 1_000_000);
  }

  private void vite(GitServer git, Path folder) throws IOException, InterruptedException {
    try (TestRepository project =
        ViteProject.create(Files.createDirectory(folder.resolve("vite")))) {
      Instant asked = Instant.now();
      JsonNode deployment = platform.deploy(git.serve("vite", project).toString(), "vite");
      Instant served = Instant.now();
      HttpResponse<String> page = platform.page("vite", "/");
      if (page.statusCode() != 200 || !page.body().contains("/assets/")) {
        throw new IOException("the site is not served: " + page.statusCode());
      }
      String id = deployment.get("id").asText();
      Instant start = platform.builds().startOf(id);
      Instant firstLine = Instant.parse(platform.log(id).get(0).get("at").asText());
      System.out.printf(
          "Vite project: container to first log line %d ms, to served %.1f s; deploy %.1f s in"
              + " all%n",
          Duration.between(start, firstLine).toMillis(),
          Duration.between(start, served).toMillis() / 1e3,
          Duration.between(asked, served).toMillis() / 1e3);
    }
  }

  private void probe(GitServer git, Path folder) throws IOException, InterruptedException {
    try (TestRepository project = TestRepository.create(folder.resolve("probe"))) {
      project
          .write("package.json", "{\"name\": \"probe\", \"scripts\": {\"build\": \"sh probe.sh\"}}")
          .write("probe.sh", PROBE)
          .commit("Look around");
      JsonNode deployment = platform.deploy(git.serve("probe", project).toString(), "probe");
      List<String> found = new ArrayList<>();
      for (JsonNode line : platform.log(deployment.get("id").asText())) {
        Stream.of(line.get("text").asText())
            .filter(text -> text.startsWith("found "))
            .forEach(found::add);
      }
      found.forEach(System.out::println);
      if (!found.stream().distinct().toList().equals(EXPECTED)) {
        throw new IOException("a build found %s (expected: %s)".formatted(found, EXPECTED));
      }
      System.out.printf("Isolation on record: %s%n", deployment.at("/plan/isolation").asText());
    }
  }

  private static void requirePrograms() throws IOException {
    List<String> missing =
        NEEDED.stream()
            .filter(
                program ->
                    Stream.of(System.getenv("PATH").split(":", -1))
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder, program))))
            .toList();
    if (!missing.isEmpty() || !System.getProperty("user.name").equals("root")) {
      throw new IOException(
          "it needs root and %s; missing: %s (Debian: docker.io debootstrap npm)"
              .formatted(NEEDED, missing));
    }
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
