package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of headers that are read, but do not say what they seem to. */
final class HeaderLintTest {
  private static final List<String> FILES =
      List.of("/index.html", "/about.html", "/blog/index.html", "/a b.txt");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /about.html ; X-A: 1                      | 1: The page answers at “/about”; “/about.html” only redirects there, and these headers go with the redirect alone.
          /index.html ; X-A: 1                      | 1: The page answers at “/”; “/index.html” only redirects there, and these headers go with the redirect alone.
          https://e.com/about.html ; X-A: 1         | 1: The page answers at “/about”; “https://e.com/about.html” only redirects there, and these headers go with the redirect alone.
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          VERCEL   | /(.*)      | WARNING vercel.json:3: There is a block for “/(.*)” already, on line 2; put their headers together.
          VERCEL   | /p/:rest*  | WARNING vercel.json:3: There is a block for “/p/:rest*” already, on line 2; put their headers together.
          FIREBASE | **         | WARNING firebase.json:3: There is a block for “**” already, on line 2; put their headers together.
          FIREBASE | assets/**  | WARNING firebase.json:3: There is a block for “assets/**” already, on line 2; put their headers together.
          """)
  void saysTheWordsOfTheFile(RuleFileKind kind, String source, String warning) {
    String block =
        """
        {"source": "%s", "headers": [{"key": "X-A", "value": "1"}]}\
        """
            .formatted(source);

    assertThat(Read.hosting(kind, "\"headers\": [\n%s,\n%s]".formatted(block, block)))
        .last()
        .isEqualTo(warning);
  }

  @Test
  void saysTheWordsOfNetlify() {
    String text =
        """
        [[headers]]
        for = "https://e.com/about.html"
        values = {X-A = "1"}
        """;

    assertThat(Read.file(RuleFileKind.NETLIFY, text, FILES).rules().problems())
        .extracting(Read::problem)
        .containsExactly(
            "WARNING netlify.toml:1: The page answers at “/about”; “https://e.com/about.html” only"
                + " redirects there, and these headers go with the redirect alone.");
  }

  private static List<String> headerProblems(String lines) {
    return Read.file(RuleFileKind.HEADERS, lines.replace(" ; ", "\n"), FILES)
        .rules()
        .problems()
        .stream()
        .map(Read::problem)
        .toList();
  }
}
