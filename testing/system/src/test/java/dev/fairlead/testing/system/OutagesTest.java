package dev.fairlead.testing.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.local.Local;
import dev.fairlead.testing.Eventually;
import dev.fairlead.testing.TestRepository;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that die in the middle of a build. */
final class OutagesTest {
  @TempDir private Path folder;

  @Test
  void aKilledBuildIsTriedAgain() throws Exception {
    try (Platform platform = Platform.start()) {
      // Given
      Sources.project(platform, "killed", "the page");
      String id = Sources.deploy(platform, "killed", Sources.printLines(200, "0.03"));
      try (LogViewer viewer = LogViewer.connect(platform.http(), platform.api(), id, "0.0")) {
        viewer.awaitLines(30);

        // When
        assertThat(BuildProcesses.await(id).destroyForcibly()).isTrue();

        // Then
        JsonNode ended = platform.api().ended(id);
        assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("ready");
        assertThat(ended.path("attempt").asInt()).isEqualTo(2);
        assertThat(platform.edge().text(platform.siteOf("killed"))).isEqualTo("the page");
        assertThat(viewer.awaitEnd()).isEqualTo("ready");
        List<LogViewer.Line> first = ofAttempt(viewer.lines(), 1);
        List<LogViewer.Line> second = ofAttempt(viewer.lines(), 2);
        BuildLogs.assertGapless(first, 1);
        assertPrinted(second, 200);
        assertThat(first.size() + second.size()).isEqualTo(viewer.lines().size());
        assertThat(BuildLogs.pages(platform.api(), id)).isEqualTo(second);
      }
    }
  }

  @Test
  void aBuildGoesOnWithoutRedisAndItsViewersMissNothing() throws Exception {
    try (Platform platform = Platform.start()) {
      // Given
      int lines = 700;
      Sources.project(platform, "no-redis", "the page");
      String id = Sources.deploy(platform, "no-redis", Sources.printLines(lines, "0.012"));
      Api api = platform.api();
      List<LogViewer.Line> seen;
      try (LogViewer viewer = LogViewer.connect(platform.http(), api, id, "0.0")) {
        viewer.awaitLines(30);

        // When
        platform.local().stop(Local.Part.REDIS);

        // Then
        JsonNode ended = api.ended(id);
        assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("ready");
        assertThat(ended.path("attempt").asInt()).isEqualTo(1);
        assertThat(platform.edge().text(ended.path("url").asText())).isEqualTo("the page");
        assertPrinted(BuildLogs.pages(api, id), lines);
        assertThat(platform.cli().run("logs", id).out()).contains("line 1\n", "line " + lines);
        seen = viewer.lines();
      }

      // When
      platform.local().startRedis();

      // Then
      String cursor = seen.getLast().attempt() + "." + seen.getLast().number();
      try (LogViewer back = connectOnceItWorks(platform, id, cursor)) {
        assertThat(back.awaitEnd()).isEqualTo("ready");
        List<LogViewer.Line> all = new ArrayList<>(seen);
        all.addAll(back.lines());
        assertPrinted(all, lines);
        assertThat(BuildLogs.pages(api, id)).isEqualTo(all);
      }
    }
  }

  @Test
  void aKilledPlatformGoesOnWhereItWas() throws Exception {
    int port = FreePorts.base();
    String id;
    try (TestRepository repository = TestRepository.create(folder.resolve("repository"))) {
      repository.write("index.html", "the new page").commit("A page");
      // Given
      ChildPlatform first = ChildPlatform.start(folder, port);
      Cli cli = new Cli(folder.resolve("data"));
      Path served = Files.createDirectories(folder.resolve("served"));
      Folders.write(served, "index.html", "the first page");
      assertThat(cli.run("deploy", served.toString(), "--name", "served").exitCode()).isZero();
      try (HttpClient http = HttpClient.newHttpClient()) {
        Api api = api(http, port);
        api.post(
            "/v1/projects",
            Map.of("name", "new", "repositoryUrl", repository.fileUrl().toString()));
        id =
            api.post(
                    "/v1/projects/new/deployments",
                    Map.of(
                        "buildCommand",
                        Sources.printLines(300, "0.01") + "; mkdir dist; cp index.html dist/",
                        "outputDirectory",
                        "dist"))
                .path("id")
                .asText();
        try (LogViewer viewer = LogViewer.connect(http, api, id, "0.0")) {
          viewer.awaitLines(50);
        }

        // When
        first.kill();
        try (ChildPlatform second = ChildPlatform.start(folder, port)) {

          // Then
          Edge edge = new Edge(http);
          assertThat(edge.text("http://served.localhost:" + (port + 1)))
              .isEqualTo("the first page");
          JsonNode ended = api.ended(id);
          assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("ready");
          edge.awaitText("http://new.localhost:" + (port + 1), "the new page");
          assertPrinted(BuildLogs.pages(api, id), 300);
          assertThat(api.get("/v1/projects/new/deployments")).hasSize(1);
          assertThat(api.get("/v1/projects/served/deployments")).hasSize(1);
          assertThat(api.get("/v1/projects")).hasSize(2);
          assertThat(second.output()).doesNotContain("ERROR");
        }
      }
    }
  }

  private Api api(HttpClient http, int port) throws IOException {
    String token = Files.readString(folder.resolve("data").resolve("owner-token")).strip();
    return new Api(http, "http://localhost:" + port, token);
  }

  /** A viewer asks again until it is let in, as the dashboard does. */
  private static LogViewer connectOnceItWorks(Platform platform, String id, String cursor)
      throws Exception {
    return Eventually.get(
        "a viewer is let in",
        () -> {
          try {
            LogViewer viewer = LogViewer.connect(platform.http(), platform.api(), id, cursor);
            String end = viewer.awaitEnd();
            if (end.equals("ready")) {
              return viewer;
            }
            viewer.close();
            return null;
          } catch (IOException refused) {
            return null;
          }
        },
        viewer -> viewer != null);
  }

  private static List<LogViewer.Line> ofAttempt(List<LogViewer.Line> lines, int attempt) {
    return lines.stream().filter(line -> line.attempt() == attempt).toList();
  }

  private static void assertPrinted(List<LogViewer.Line> lines, int count) {
    BuildLogs.assertGapless(lines, 1);
    assertThat(BuildLogs.textsOf(lines, "line "))
        .isEqualTo(IntStream.rangeClosed(1, count).mapToObj(i -> "line " + i).toList());
  }
}
