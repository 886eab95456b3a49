package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.matching.Candidates;
import dev.fairlead.site.matching.RuleTable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are read, but can have no effect, or one that nobody wants. */
final class RuleLintsTest {
  private static final List<String> FILES =
      List.of("/index.html", "/about.html", "/blog/index.html", "/en/index.html", "/a b.txt");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /x /y ; /x /y                    | 2: This is the same rule as line 1; remove one.
          /x /y ; /x /z                    | 2: This is never reached: line 1 is for the same requests and comes first.
          /x /y ; /x/ /z                   | 2: This is never reached: line 1 (/x) comes first and matches all of it; write this one above it.
          /* /about 302 ; /x /z            | 2: This is never reached: line 1 (/*) comes first and matches all of it; write this one above it.
          /b/* /y ; /b /z                  | 2: This is never reached: line 1 (/b/*) comes first and matches all of it; write this one above it.
          /b/* /y ; /b/:id /z              | 2: This is never reached: line 1 (/b/*) comes first and matches all of it; write this one above it.
          /b/:id /y ; /b/7 /z              | 2: This is never reached: line 1 (/b/:id) comes first and matches all of it; write this one above it.
          /:a/:b /y ; /:c/7 /z             | 2: This is never reached: line 1 (/:a/:b) comes first and matches all of it; write this one above it.
          /*/b /y ; /a/b /z                | 2: This is never reached: line 1 (/*/b) comes first and matches all of it; write this one above it.
          /x /y ; /x /z 302!               | 1: This is never reached: line 2 is for the same requests and comes first.
          /x /y ; /x /z 302 Language=de    | 2: This is never reached: line 1 (/x) comes first and matches all of it; write this one above it.
          /x /y ; /x q=1 /z                | 2: This is never reached: line 1 (/x) comes first and matches all of it; write this one above it.
          /x q=1 /y ; /x q=1 /z            | 2: This is never reached: line 1 is for the same requests and comes first.
          /x /y ; https://e.com/x /z       | 2: This is never reached: line 1 (/x) comes first and matches all of it; write this one above it.
          /about /y                        | 1: The site has a file at “/about”, which wins; write 301! for the rule to come first.
          /blog/ /y 302                    | 1: The site has a file at “/blog/”, which wins; write 302! for the rule to come first.
          /a%20b.txt /y                    | 1: The site has a file at “/a%20b.txt”, which wins; write 301! for the rule to come first.
          /x /y ; /y /x                    | 1: This redirects in a circle: line 2 answers its target “/y” and leads back here.
          /x /y ; /y /z ; /z /x/           | 1: This redirects in a circle: line 2 answers its target “/y” and leads back here.
          /n/* /n/old/:splat               | 1: This redirects in a circle: its target “/n/old/:splat” matches the rule again.
          /n/* /n/                         | 1: This redirects in a circle: its target “/n/” matches the rule again.
          /x /x?y=1                        | 1: This redirects in a circle: its target “/x?y=1” matches the rule again.
          https://s.test/c https://s.test/d ; https://s.test/d https://s.test/c | 1: This redirects in a circle: line 2 answers its target “https://s.test/d” and leads back here.
          https://s.test/c https://S.test/d ; /d https://s.test/c | 1: This redirects in a circle: line 2 answers its target “https://S.test/d” and leads back here.
          https://s.test/* https://www.s.test/:splat 301! ; https://www.s.test/* https://s.test/:splat 301! | 1: This redirects in a circle: line 2 answers its target “https://www.s.test/:splat” and leads back here.
          https://s.test/c https://s.test/c?x=1 | 1: This redirects in a circle: its target “https://s.test/c?x=1” matches the rule again.
          """)
  void warns(String rules, String warning) {
    assertThat(problems(rules)).containsExactly("WARNING _redirects:" + warning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /x /y ; /* /index.html
          /x /y Language=de ; /x /z
          /x q=1 /y ; /x q=2 /z ; /x /w
          https://e.com/x /y ; /x /z
          http://e.com/x /y ; https://e.com/x /z
          /b/7 /y ; /b/:id /z
          /b/:id /y ; /b/* /z
          /b/:id /y ; /b /z
          /about /y 301!
          /about/team /y
          /* /en/:splat 302
          /n/* /blog/:splat
          /* /index.html 200
          /x /y 200 ; /y /x 200
          /x /y Language=de ; /y /x
          /x https://example.com/x
          http://s.test/* https://s.test/:splat
          https://www.s.test/* https://s.test/:splat
          https://s.test/c https://s.test:8443/d ; https://s.test/d https://s.test/c
          https://s.test/c https://other.test/d ; /d /e
          /x /y-:splat
          """)
  void isContentWith(String rules) {
    assertThat(problems(rules)).noneMatch(problem -> !problem.contains("stays as it is"));
  }

  private static List<String> problems(String rules) {
    return Read.file(RuleFileKind.REDIRECTS, rules.replace(" ; ", "\n"), FILES)
        .rules()
        .problems()
        .stream()
        .map(Read::problem)
        .toList();
  }

  /** Each row is a handling, a rule and whether it is behind a file. */
  @ParameterizedTest
  @CsvSource({
    "auto-trailing-slash, /about, true",
    "auto-trailing-slash, /about.html, true",
    "auto-trailing-slash, /blog, true",
    "force-trailing-slash, /about, true",
    "none, /about, false",
    "none, /about.html, true",
    "none, /blog, false",
    "none, /blog/, true"
  })
  void whatIsBehindAFileDependsOnHowHtmlIsAddressed(
      String handling, String path, boolean isBehind) {
    SiteReading reading =
        Read.file(
            RuleFileKind.REDIRECTS, path + " /x 301", FILES, HtmlHandling.ofWireName(handling));

    assertThat(reading.rules().problems().stream().map(Read::problem))
        .hasSize(isBehind ? 1 : 0)
        .allMatch(problem -> problem.contains("The site has a file at"));
  }

  @Test
  void aFileMaySayHowHtmlIsAddressedAndAnythingElseBeatsIt() {
    String vercel =
        """
        {"cleanUrls": false,
         "rewrites": [{"source": "/about", "destination": "/x"}]}
        """;

    assertThat(Read.file(RuleFileKind.VERCEL, vercel, FILES).rules().problems()).isEmpty();
    assertThat(
            Read.file(RuleFileKind.VERCEL, vercel, FILES, HtmlHandling.AUTO_TRAILING_SLASH)
                .rules()
                .problems())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /about.html ; X-A: 1                      | 1: The page answers at “/about”; “/about.html” only redirects there, and these headers go with the redirect alone.
          /index.html ; X-A: 1                      | 1: The page answers at “/”; “/index.html” only redirects there, and these headers go with the redirect alone.
          https://e.com/about.html ; X-A: 1         | 1: The page answers at “/about”; “/about.html” only redirects there, and these headers go with the redirect alone.
          # profile: cloudflare ; /blog ; X-A: 1    | 2: The page answers at “/blog/”; “/blog” only redirects there, and these headers go with the redirect alone.
          /* ; X-A: 1 ; /x ; X-B: 1 ; /* ; X-C: 1   | 5: There is a block for “/*” already, on line 1; put their headers together.
          """)
  void warnsOfHeaders(String lines, String warning) {
    assertThat(headerProblems(lines)).containsExactly("WARNING _headers:" + warning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/about ; X-A: 1",
        "/about/ ; X-A: 1",
        "/blog ; X-A: 1",
        "/ ; X-A: 1",
        "/none.html ; X-A: 1",
        "/a%20b.txt ; X-A: 1",
        "/* ; X-A: 1 ; /about ; X-A: 2",
        "/x ; X-A: 1 ; https://e.com/x ; X-A: 2"
      })
  void isContentWithHeaders(String lines) {
    assertThat(headerProblems(lines)).isEmpty();
  }

  private static List<String> headerProblems(String lines) {
    return Read.file(RuleFileKind.HEADERS, lines.replace(" ; ", "\n"), FILES)
        .rules()
        .problems()
        .stream()
        .map(Read::problem)
        .toList();
  }

  @Test
  void exactPatternsHideLess() {
    String rules =
        """
        # profile: cloudflare
        /b/* /y
        /b /z
        /b/ /w
        /c /y
        /c/ /z
        """;

    assertThat(Read.file(RuleFileKind.REDIRECTS, rules).rules().problems())
        .extracting(Read::problem)
        .containsExactly(
            "WARNING _redirects:4: This is never reached: line 2 (/b/*) comes first and matches all"
                + " of it; write this one above it.");
  }

  @Test
  void readsAHundredThousandRulesInSeconds() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 33_000; i++) {
      text.append("/old/").append(i).append("/page /new/").append(i).append(" 301\n");
      text.append("/u/").append(i).append("/:a/:b/* /v/:a/").append(i).append(" 302\n");
      text.append("/:x/:y/:z/").append(i).append(" /w/").append(i).append(" 302\n");
    }
    long start = System.nanoTime();

    SiteReading reading = Read.file(RuleFileKind.REDIRECTS, text.toString());

    assertThat(reading.rules().redirects()).hasSize(99_000);
    assertThat(reading.rules().problems()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void findsThatAllOfVeryManyAreHiddenWithoutNamingEach() {
    StringBuilder text = new StringBuilder("/* /index.html 200\n");
    for (int i = 0; i < 50_000; i++) {
      text.append("/old/").append(i).append(" /new/").append(i).append('\n');
    }

    SiteReading reading = Read.file(RuleFileKind.REDIRECTS, text.toString());

    assertThat(reading.rules().problems()).hasSize(ProblemList.MAX_PROBLEMS + 1);
    assertThat(Read.problem(reading.rules().problems().getLast()))
        .isEqualTo(
            "WARNING _redirects:1001: There are 0 more errors and 49,000 more warnings; correct the"
                + " first ones and deploy again.");
  }

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
            "ERROR _redirects:1001: The rule is left out: 1,000 rules for the same path come before"
                + " it, which is the most that a request is compared with.",
            "ERROR _redirects:1002: The rule is left out: 1,000 rules for the same path come before"
                + " it, which is the most that a request is compared with.");
  }

  @ParameterizedTest
  @CsvSource({"/, 100, 1, 102", "/a/b, 60, 41, 62", "/a/:b, 10, 91, 12"})
  void saysWhichBlocksHaveTooManyHeadersTogether(String path, int first, int second, int line) {
    String text = "/*\n" + numbered("X-A", first, "1") + path + "\n" + numbered("X-B", second, "1");

    assertThat(Read.file(RuleFileKind.HEADERS, text).rules().problems())
        .extracting(Read::problem)
        .containsExactly(overflow(line));
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
    long start = System.nanoTime();

    SiteReading reading = Read.file(RuleFileKind.HEADERS, text.toString());

    assertThat(reading.rules().problems()).hasSize(ProblemList.MAX_PROBLEMS + 1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
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

  @Test
  void survivesPatternsThatBranchAtEverySegment() {
    StringBuilder text = new StringBuilder();
    for (int rule = 0; rule < 2_000; rule++) {
      for (int segment = 0; segment < 40; segment++) {
        text.append((rule >> (segment % 11) & 1) == 0 ? "/a" : "/:p" + segment);
      }
      text.append(rule % 2 == 0 ? "/*" : "/x").append(" /y\n");
    }

    SiteReading reading = Read.file(RuleFileKind.REDIRECTS, text.toString());

    assertThat(reading.rules().redirects()).hasSize(2_000);
  }
}
