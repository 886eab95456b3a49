package dev.fairlead.testing.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.local.Local;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sites are served whatever else of the platform is away. */
final class StaticStabilityTest {
  private static final List<String> ASKED =
      List.of("/", "/about", "/style-1a2b3c4d.css", "/nowhere", "/about.html", "/large.txt");

  /** A whole answer, without its date. */
  private record Answer(int status, Map<String, List<String>> headers, String body) {}

  @Test
  void aRestartedEdgeServesFromTheStoreAloneAndThenFromItself() throws Exception {
    try (Platform platform = Platform.start()) {
      // Given
      String site = deploy(platform);
      Map<String, Answer> before = answers(platform, site);
      assertThat(before.get("/")).extracting(Answer::body).isEqualTo("<h1>Start</h1>");
      assertThat(before.get("/nowhere")).extracting(Answer::status).isEqualTo(404);
      try (EdgeProcess edge = startEdge(platform)) {
        assertThat(answers(platform, edge.addressOf(site))).isEqualTo(before);
      }

      // When
      platform.local().stop(Local.Part.API);
      platform.local().stop(Local.Part.POSTGRESQL);
      platform.local().stop(Local.Part.REDIS);
      assertThatThrownBy(() -> platform.api().get("/v1/projects"))
          .isInstanceOf(ConnectException.class);
      try (EdgeProcess restarted = startEdge(platform)) {

        // Then
        assertThat(answers(platform, restarted.addressOf(site))).isEqualTo(before);

        // When
        platform.local().stop(Local.Part.S3);

        // Then
        for (int i = 0; i < 3; i++) {
          assertThat(answers(platform, restarted.addressOf(site))).isEqualTo(before);
        }
        HttpResponse<byte[]> unseen = platform.edge().get(restarted.addressOf(site + "/unseen"));
        assertThat(unseen.statusCode()).isEqualTo(503);
        assertThat(Edge.header(unseen, "retry-after")).isEqualTo("5");
        assertThat(Edge.textOf(unseen)).contains("<h1>").endsWith("</html>\n");
      }
    }
  }

  private static String deploy(Platform platform) throws IOException {
    Path folder = platform.folder("stable");
    Folders.write(folder, "index.html", "<h1>Start</h1>");
    Folders.write(folder, "about.html", "<h1>About</h1>");
    Folders.write(folder, "404.html", "<h1>Nothing here</h1>");
    Folders.write(folder, "style-1a2b3c4d.css", "h1 { color: teal }");
    Folders.write(folder, "unseen.html", "<h1>Unseen</h1>");
    Folders.write(folder, "large.txt", "0123456789abcdef".repeat(200_000));
    Cli.Result result = platform.cli().run("deploy", folder.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    return platform.siteOf("stable");
  }

  private static EdgeProcess startEdge(Platform platform) throws Exception {
    Path folder = platform.folder("edge");
    Map<String, String> settings = new HashMap<>(platform.local().edgeEnvironment());
    settings.put("FAIRLEAD_EDGE_DISK_CACHE", folder.resolve("cache").toString());
    return EdgeProcess.start(folder, platform.http(), settings);
  }

  private static Map<String, Answer> answers(Platform platform, String site) throws Exception {
    Map<String, Answer> answers = new TreeMap<>();
    for (String path : ASKED) {
      HttpResponse<byte[]> response = platform.edge().get(site + path);
      Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
      headers.remove("date");
      answers.put(path, new Answer(response.statusCode(), headers, Edge.textOf(response)));
    }
    return answers;
  }
}
