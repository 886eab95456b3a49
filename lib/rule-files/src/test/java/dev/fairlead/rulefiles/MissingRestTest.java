package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a rule whose rest may be missing: {@code /blog/:path*} is for the folder too. */
final class MissingRestTest {
  private static final List<String> FILES =
      List.of("/index.html", "/blog.html", "/news/1.html", "/news-home.html");

  /** Each row is rules, of which the first is in line 2, and what is said of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redirects | /blog /news-home ; /blog/:path* /news/:path* |
          redirects | /:path* https://e.com/n/:path* ; /:path* https://e.com/n/:path* | 3: This is the same rule as line 2; remove one.
          redirects | /blog/:path* /news/:path* ; /blog /news-home | 3: This is never reached: line 2 (/blog/:path*) comes first and matches all of it; write this one above it.
          redirects | /blog/:path* /news/:path* ; /blog/:id /news-home | 3: This is never reached: line 2 (/blog/:path*) comes first and matches all of it; write this one above it.
          redirects | /blog/(.*) /x ; /blog/:path* /news/:path* |
          redirects | /blog/:path* /news/:path* ; /news /blog | 2: This redirects in a circle: line 3 answers its target “/news/:path*” and leads back here.
          redirects | /blog/:path* /blog/:path* | 2: The target of “/blog/:path*” is the path itself, so the rule is left out.
          rewrites  | /blog/:path* /news/:path* |
          rewrites  | /blog /news-home ; /blog/:path* /news/:path* | 2: The site has a file at “/blog”, which wins; a rewrite never comes before a file, so remove the file or write a redirect.
          """)
  void isSaidOfTheWrittenRuleAlone(String list, String rules, @Nullable String problem) {
    List<String> entries = Arrays.stream(rules.split(" ; ")).map(MissingRestTest::entry).toList();
    String text = "{\"%s\": [\n%s\n]}".formatted(list, String.join(",\n", entries));

    assertThat(Read.file(RuleFileKind.VERCEL, text, FILES).rules().problems())
        .extracting(found -> found.source().line() + ": " + found.sentence())
        .isEqualTo(problem == null ? List.of() : List.of(problem));
  }

  private static String entry(String rule) {
    String[] words = rule.split(" ");
    return "{\"source\": \"%s\", \"destination\": \"%s\"}".formatted(words[0], words[1]);
  }

  @Test
  void countsOnceWhatIsWrongWithBothParts() {
    StringBuilder rewrites = new StringBuilder("\"rewrites\": [");
    for (int i = 0; i < ProblemList.MAX_PROBLEMS + 500; i++) {
      rewrites.append(i == 0 ? "\n" : ",\n");
      rewrites.append("{\"source\": \"/a/:p*\", \"destination\": \"http://e.com/x/:p*\"}");
    }

    SiteReading reading = Read.file(RuleFileKind.VERCEL, "{%s]}".formatted(rewrites));

    assertThat(reading.errors()).isEqualTo(ProblemList.MAX_PROBLEMS + 500);
  }
}
