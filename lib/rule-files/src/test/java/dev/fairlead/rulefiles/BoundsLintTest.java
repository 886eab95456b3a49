package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.matching.Candidates;
import dev.fairlead.site.matching.RuleTable;
import dev.fairlead.site.rules.RuleMemory;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.SiteRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and headers that are left out since they are too many. */
final class BoundsLintTest {

  @Test
  void saysWhichRulesExceedWhatARequestMayCost() {
    StringBuilder text = new StringBuilder();
    for (int shape = 1; shape <= RuleTable.MAX_SHAPES + 1; shape++) {
      for (int bit = 0; bit < 8; bit++) {
        text.append((shape >> bit & 1) == 0 ? "/s" + shape : "/:p" + bit);
      }
      text.append(" /y\n");
    }

    assertThat(Read.file(RuleFileKind.REDIRECTS, text.toString()).rules().problems())
        .extracting(Read::problem)
        .containsExactly(
            "ERROR _redirects:201: The rule is left out: the rules before it have placeholders in"
                + " 200 different sets of segments, which is the most.");
  }

  @Test
  void saysWhichRulesOfOnePathAreNeverTried() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Candidates.MAX_TRIED + 2; i++) {
      text.append("/m /t").append(i).append(" 302 Cookie=c").append(i).append('\n');
    }

    assertThat(Read.file(RuleFileKind.REDIRECTS, text.toString()).rules().problems())
        .extracting(Read::problem)
        .containsExactly(
            "ERROR _redirects:1001: The rule and 1 after it are left out: 1,000 rules for the same"
                + " path come before it, which is the most that a request is compared with.");
  }

  @Test
  void leavesOutWhatAnEdgeHasNoRoomFor() {
    StringBuilder text = new StringBuilder();
    String to = "https://e.example/" + ":a".repeat(2_000);
    for (int i = 0; i < 1_000; i++) {
      text.append("/x%04d/:a %s\n".formatted(i, to));
    }

    SiteRules rules = Read.file(RuleFileKind.REDIRECTS, text.toString()).rules();
    int most = (int) (RuleMemory.MAX_BYTES / RuleMemory.of(rules.redirects().getFirst()));
    assertThat(rules.redirects()).hasSize(most);
    assertThat(rules.problems())
        .extracting(Read::problem)
        .containsExactly(
            "ERROR _redirects:%d: The rule and %d after it are left out: the rules of a site may take"
                    .formatted(most + 1, 999 - most)
                + " 192 MiB of an edge's memory, which is enough for 100,000 of usual length.");
  }

  @Test
  void countsThemByPath() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Candidates.MAX_TRIED + 500; i++) {
      text.append("/:a").append(i).append("/b\n  X-A: 1\n/*\n  X-B: 1\n");
    }

    assertThat(Read.file(RuleFileKind.HEADERS, text.toString()).rules().problems())
        .filteredOn(problem -> problem.severity() == RuleProblem.Severity.ERROR)
        .extracting(Read::problem)
        .containsExactly(
            "ERROR _headers:4001: The rule and 499 after it are left out: 1,000 rules for the same"
                + " path come before it, which is the most that a request is compared with.",
            "ERROR _headers:4003: The rule and 499 after it are left out: 1,000 rules for the same"
                + " path come before it, which is the most that a request is compared with.");
  }

  @ParameterizedTest
  @CsvSource({"/, 100, 1, 102", "/a/b, 60, 41, 62", "/a/:b, 10, 91, 12"})
  void saysWhichBlocksHaveTooManyHeadersTogether(String path, int first, int second, int line) {
    String text = "/*\n" + numbered("X-A", first, "1") + path + "\n" + numbered("X-B", second, "1");

    assertThat(Read.file(RuleFileKind.HEADERS, text).rules().problems())
        .extracting(Read::problem)
        .containsExactly(overflow(line));
  }

  /** Each row is patterns with 40 headers each, and whether some path has more than 100 of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a/*   /:x/b      /:x/:y        | true
          /a/*   /*/b       /*/b/*        | true
          /a/*   /:x/b/*    /:x/:y/c      | true
          /a/:x  /:x/b      /a/b          | true
          /a/*   /*/b       /c/*          | false
          /a/*   /b/*       /:x/c         | false
          /a     /b         /*            | false
          /a/*   /:x        /a            | true
          http://e.com/* https://e.com/* /:x | false
          https://e.com/* https://e.com/:x /:x/ | true
          """)
  void saysWhereOnlyPathsOfSeveralPatternsHaveTooMany(String patterns, boolean isTooMuch) {
    StringBuilder text = new StringBuilder();
    String[] blocks = patterns.strip().split(" +");
    for (int i = 0; i < blocks.length; i++) {
      text.append(blocks[i]).append('\n').append(numbered("X-" + i + "-", 40, "1"));
    }

    assertThat(Read.file(RuleFileKind.HEADERS, text.toString()).rules().problems())
        .extracting(Read::problem)
        .isEqualTo(isTooMuch ? List.of(overflow(83)) : List.of());
  }

  @Test
  void endsWhereVeryManyPatternsCross() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      text.append("/:a/s").append(i).append("/*\n  X-A: 1\n");
      text.append("/s").append(i).append("/*\n  X-B: 1\n");
    }
    long start = Read.cpuNanos();

    assertThat(Read.file(RuleFileKind.HEADERS, text.toString()).rules().headers()).hasSize(6_000);
    assertThat(Duration.ofNanos(Read.cpuNanos() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void saysWhichBlocksAreTooLongTogether() {
    String text =
        "/*\n%s/a\n%s/b\n%s"
            .formatted(
                numbered("X-A", 2, "v".repeat(5_000)),
                numbered("X-B", 2, "v".repeat(5_000)),
                numbered("X-A1", 1, "short"));

    assertThat(Read.file(RuleFileKind.HEADERS, text).rules().problems())
        .extracting(Read::problem)
        .containsExactly(overflow(4));
  }

  @Test
  void countsTheHeadersOfVeryManyBlocksInSeconds() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append("/p/").append(i).append("\n  X-").append(i % 200).append(": 1\n");
      text.append("/p/*\n  X-Y").append(i % 2_000).append(": 1\n");
    }
    long start = Read.cpuNanos();

    SiteReading reading = Read.file(RuleFileKind.HEADERS, text.toString());

    assertThat(reading.rules().problems()).hasSize(ProblemList.MAX_PROBLEMS + 1);
    assertThat(Duration.ofNanos(Read.cpuNanos() - start)).isLessThan(Duration.ofSeconds(20));
  }

  private static String numbered(String name, int count, String value) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("  ").append(name).append(i).append(": ").append(value).append('\n');
    }
    return lines.toString();
  }

  private static String overflow(int line) {
    return ("ERROR _headers:%d: Not all headers of this block are sent: with the other blocks for"
            + " the same paths they are more than 100 headers or 16,384 characters, which one"
            + " answer may have.")
        .formatted(line);
  }
}
