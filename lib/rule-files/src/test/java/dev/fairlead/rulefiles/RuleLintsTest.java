package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.SiteRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
          /x /nope 200                     | 1: The site has no page at “/nope”, so the rule answers as where nothing is found; publish that page or correct the target.
          /x /nope.html 404                | 1: The site has no page at “/nope.html”, so the rule answers with status 404 and no page; publish that page or correct the target.
          /x /y 200 ; /y /about 200!       | 1: The site has no page at “/y”, so the rule answers as where nothing is found; publish that page or correct the target.
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
          /x /y ; /* /
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
          /x /about 200 ; /y /about.html 200
          /x /a%20b.txt?q=1 200
          /x /blog 404
          /x /:splat 200
          /x https://api.example.com/none 200
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
         "rewrites": [{"source": "/about", "destination": "/index.html"}]}
        """;

    assertThat(Read.file(RuleFileKind.VERCEL, vercel, FILES).rules().problems()).isEmpty();
    assertThat(
            Read.file(RuleFileKind.VERCEL, vercel, FILES, HtmlHandling.AUTO_TRAILING_SLASH)
                .rules()
                .problems())
        .hasSize(1);
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
    long start = Read.cpuNanos();

    SiteReading reading = Read.file(RuleFileKind.REDIRECTS, text.toString());

    assertThat(reading.rules().redirects()).hasSize(99_000);
    assertThat(reading.rules().problems()).isEmpty();
    assertThat(Duration.ofNanos(Read.cpuNanos() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void findsThatAllOfVeryManyAreHiddenWithoutNamingEach() {
    StringBuilder text = new StringBuilder("/* /app.html 200\n");
    for (int i = 0; i < 50_000; i++) {
      text.append("/old/").append(i).append(" /new/").append(i).append('\n');
    }

    SiteReading reading = Read.file(RuleFileKind.REDIRECTS, text.toString());

    assertThat(reading.rules().problems()).hasSize(ProblemList.MAX_PROBLEMS + 1);
    assertThat(Read.problem(reading.rules().problems().getLast()))
        .isEqualTo(
            "WARNING _redirects:1001: Not listed: 49,000 more warnings; correct the"
                + " first ones and deploy again.");
  }

  @Test
  void countsOneMoreProblemInTheSingular() {
    StringBuilder errors = new StringBuilder();
    for (int i = 0; i <= ProblemList.MAX_PROBLEMS; i++) {
      errors.append("/x").append(i).append(" /y 999\n");
    }

    assertThat(Read.file(RuleFileKind.REDIRECTS, errors.toString()).rules().problems())
        .last()
        .extracting(RuleProblem::sentence)
        .isEqualTo("Not listed: 1 more error; correct the first ones and deploy again.");
  }

  @Test
  void countsErrorsAndWarningsApartThatAreNotListed() {
    StringBuilder rules = new StringBuilder("/* /b.html 200\n");
    for (int i = 0; i < ProblemList.MAX_PROBLEMS + 3; i++) {
      rules.append("/x").append(i).append(" /y 999\n/w").append(i).append(" /z\n");
    }

    SiteReading reading = Read.file(RuleFileKind.REDIRECTS, rules.toString());

    assertThat(reading.errors()).isEqualTo(1_003);
    assertThat(reading.rules().problems()).hasSize(SiteRules.MAX_PROBLEMS);
    assertThat(reading.rules().problems().subList(1_000, 1_002))
        .extracting(RuleProblem::severity, RuleProblem::sentence, RuleProblem::count)
        .containsExactly(
            tuple(
                RuleProblem.Severity.ERROR,
                "Not listed: 3 more errors; correct the first ones and deploy again.",
                3),
            tuple(
                RuleProblem.Severity.WARNING,
                "Not listed: 1,003 more warnings; correct the first ones and deploy again.",
                1_003));
  }

  @Test
  void saysSoOfAPathThatIsTooLongForASentence() {
    String path = "/" + "x".repeat(3_000);

    assertThat(problems(path + " /y ; " + path + "/ /z"))
        .singleElement()
        .asString()
        .hasSizeLessThan(RuleProblem.MAX_SENTENCE + 30)
        .contains("This is never reached: line 1 (/xxx")
        .endsWith("… (of 3,093 characters)");
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
