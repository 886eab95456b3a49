package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.HtmlHandling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DetourLintTest {
  private static final List<String> FILES =
      List.of("/index.html", "/about.html", "/blog/index.html", "/a b.html", "/style.css");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          auto  | /d1 /about.html 301         | “/about.html” is redirected to “/about”, where its page answers; write “/about”, so that nobody is redirected twice.
          auto  | /d1 /about.html?a=1#b 302   | “/about.html” is redirected to “/about”, where its page answers; write “/about?a=1#b”, so that nobody is redirected twice.
          auto  | /d1/* /about/ 301           | “/about/” is redirected to “/about”, where its page answers; write “/about”, so that nobody is redirected twice.
          auto  | /d1 /blog 301               | “/blog” is redirected to “/blog/”, where its page answers; write “/blog/”, so that nobody is redirected twice.
          auto  | /d1 /index.html 301!        | “/index.html” is redirected to “/”, where its page answers; write “/”, so that nobody is redirected twice.
          auto  | /d1 /a%20b.html 301         | “/a%20b.html” is redirected to “/a%20b”, where its page answers; write “/a%20b”, so that nobody is redirected twice.
          force | /d1 /about 301              | “/about” is redirected to “/about/”, where its page answers; write “/about/”, so that nobody is redirected twice.
          auto  | /about /about.html 301!     | This redirects in a circle: “/about.html” is redirected to “/about”, where its page answers; remove the rule.
          """)
  void namesTheAddressToWrite(String handling, String rule, String sentence) {
    assertThat(problems(handling, rule)).containsExactly("WARNING _redirects:1: " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          auto | /d1 /about 301
          auto | /d1 /blog/ 301
          auto | /d1 /style.css 301
          auto | /d1 /none.html 301
          auto | /d1 /about.html 200
          auto | /d1 /about.html 410
          auto | /d1/:x /:x.html 301
          auto | /d1 https://example.com/about.html 301
          none | /d1 /about.html 301
          auto | /about.html /x 301! ; /d1 /about.html 301
          """)
  void saysNothingOfOthers(String handling, String rules) {
    assertThat(problems(handling, rules.replace(" ; ", "\n"))).isEmpty();
  }

  @Test
  void saysNothingOfAPlaceholderThatMayBeMissing() {
    String text = "{\"redirects\": [{\"source\": \"/d/:p*\", \"destination\": \"/blog/:p*\"}]}";
    SiteReading reading = Read.file(RuleFileKind.VERCEL, text, FILES);

    assertThat(Read.lines(reading))
        .containsExactly("308 /d -> /blog forced exact", "308 /d/* -> /blog/:splat forced exact");
  }

  @Test
  void namesTheLineOfTheTarget() {
    String text = "[[redirects]]\nfrom = \"/d\"\nto = \"/about.html\"\n";

    assertThat(Read.lines(Read.file(RuleFileKind.NETLIFY, text, FILES)).getLast())
        .startsWith("WARNING netlify.toml:3: “/about.html” is redirected to “/about”");
  }

  private static List<String> problems(String handling, String text) {
    HtmlHandling chosen =
        switch (handling) {
          case "auto" -> HtmlHandling.AUTO_TRAILING_SLASH;
          case "force" -> HtmlHandling.FORCE_TRAILING_SLASH;
          default -> HtmlHandling.NONE;
        };
    return Read.file(RuleFileKind.REDIRECTS, text, FILES, chosen).rules().problems().stream()
        .map(Read::problem)
        .toList();
  }
}
