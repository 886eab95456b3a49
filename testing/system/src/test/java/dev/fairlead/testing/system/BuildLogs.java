package dev.fairlead.testing.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Reads build logs, and checks that nothing is missing, repeated or out of order. */
final class BuildLogs {
  private static final int MOST_PAGES = 1000;

  private BuildLogs() {}

  /** All lines of the newest attempt, read page by page until the log is complete. */
  static List<LogViewer.Line> pages(Api api, String deployment) throws Exception {
    List<LogViewer.Line> lines = new ArrayList<>();
    String next = "0.0";
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode read = api.get("/v1/deployments/%s/log?after=%s".formatted(deployment, next));
      int attempt = read.path("attempt").asInt();
      for (JsonNode line : read.path("lines")) {
        lines.add(
            new LogViewer.Line(attempt, line.path("number").asLong(), line.path("text").asText()));
      }
      next = read.path("next").asText();
      if (read.path("complete").asBoolean()) {
        return lines;
      }
    }
    throw new AssertionError("the log of %s does not end".formatted(deployment));
  }

  /** Each line is there once, numbered from the given one on without a gap. */
  static void assertGapless(List<LogViewer.Line> lines, long first) {
    assertThat(lines)
        .extracting(LogViewer.Line::number)
        .containsExactlyElementsOf(LongStream.range(first, first + lines.size()).boxed().toList());
  }

  /** The lines that the user's own command printed, which begin with a word. */
  static List<String> textsOf(List<LogViewer.Line> lines, String word) {
    return lines.stream().map(LogViewer.Line::text).filter(t -> t.startsWith(word)).toList();
  }
}
