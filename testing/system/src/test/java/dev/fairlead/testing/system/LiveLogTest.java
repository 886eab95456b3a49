package dev.fairlead.testing.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A log of a thousand lines, seen by viewers that come early, come late, and come back. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiveLogTest {
  private static final int LINES = 1000;
  private static final List<String> PRINTED =
      IntStream.rangeClosed(1, LINES).mapToObj(i -> "line " + i).toList();

  private final Platform platform;

  LiveLogTest(Platform platform) {
    this.platform = platform;
  }

  @BeforeAll
  void createProject() throws Exception {
    Sources.project(platform, "live-log", "page");
  }

  @Test
  void everyViewerSeesEveryLineOnceAndInOrder() throws Exception {
    // Given
    String id = Sources.deploy(platform, "live-log", Sources.printLines(LINES, "0.005"));
    Api api = platform.api();

    try (LogViewer early = LogViewer.connect(platform.http(), api, id, "0.0");
        LogViewer leaving = LogViewer.connect(platform.http(), api, id, "0.0")) {
      // When
      List<LogViewer.Line> before = leaving.awaitLines(200);
      leaving.close();
      LogViewer.Line seen = before.getLast();
      try (LogViewer late = LogViewer.connect(platform.http(), api, id, "0.0");
          LogViewer back =
              LogViewer.connect(platform.http(), api, id, seen.attempt() + "." + seen.number())) {

        // Then
        assertThat(early.hasEnded()).as("the build still runs").isFalse();
        assertSeesAll(early.awaitEnd(), early.lines());
        assertSeesAll(late.awaitEnd(), late.lines());
        assertThat(back.awaitEnd()).isEqualTo("ready");
        BuildLogs.assertGapless(back.lines(), seen.number() + 1);
        List<LogViewer.Line> both = new ArrayList<>(before);
        both.addAll(back.lines());
        assertSeesAll("ready", both);
        assertThat(both).isEqualTo(early.lines()).isEqualTo(late.lines());
      }

      // Then
      assertThat(api.ended(id).path("state").asText()).isEqualTo("ready");
      List<LogViewer.Line> lines = early.lines();
      assertThat(BuildLogs.pages(api, id)).isEqualTo(lines);
      assertArchived(id, lines);
    }
  }

  /** The live copy may be gone by now: these are read from the archive. */
  private void assertArchived(String id, List<LogViewer.Line> lines) throws Exception {
    Api api = platform.api();
    List<String> text = api.text("/v1/deployments/%s/log.txt".formatted(id)).lines().toList();
    assertThat(text).hasSameSizeAs(lines);
    for (int i = 0; i < text.size(); i++) {
      String withoutTime = text.get(i).substring(text.get(i).indexOf(' ') + 1);
      assertThat(withoutTime).isEqualTo(lines.get(i).text().replaceAll("\u001b\\[[0-9;:]*m", ""));
    }
    Cli.Result logs = platform.cli().run("logs", id);
    assertThat(logs.out().lines().filter(line -> line.startsWith("line ")).toList())
        .isEqualTo(PRINTED);
    try (LogViewer afterwards = LogViewer.connect(platform.http(), api, id, "0.0")) {
      assertThat(afterwards.awaitEnd()).isEqualTo("ready");
      assertThat(afterwards.lines()).isEqualTo(lines);
    }
  }

  private static void assertSeesAll(String end, List<LogViewer.Line> lines) {
    assertThat(end).isEqualTo("ready");
    BuildLogs.assertGapless(lines, 1);
    assertThat(BuildLogs.textsOf(lines, "line ")).isEqualTo(PRINTED);
  }
}
