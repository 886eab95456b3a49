package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.rules.SiteRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is a request, the rule and the file that decide, and why, in words. */
final class ExplanationTest {
  private static final Resolver RESOLVER =
      Answers.resolver(
          new SiteRules(
              RuleText.redirects(
                      """
                      /old /new 301
                      /self /self 301
                      /lang /de 302 Language=de
                      /app/* /about 200
                      /lost /missing 200
                      /forced/* /gone 410!
                      /up/* https://o.test/:splat 200
                      """)
                  .redirects(),
              RuleText.headers("/*\n a: 1\n/about\n a: 2").headers(),
              null),
          RedirectRulesTest.SITE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          /old       | _redirects:1 | -               | No file answers /old. _redirects:1: /old matches.
          /self      | -            | /404.html       | No file answers /self. _redirects:2: /self matches, but its target is the address itself. /404.html answers with status 404.
          /lang      | -            | /404.html       | No file answers /lang. /404.html answers with status 404.
          /app/x     | _redirects:4 | /about.html     | No file answers /app/x. _redirects:4: /app/* matches. The file /about.html answers with status 200.
          /lost      | _redirects:5 | /404.html       | No file answers /lost. _redirects:5: /lost matches. The site has no file /missing. /404.html answers with status 404.
          /forced/x  | _redirects:6 | /gone.html      | _redirects:6: /forced/* matches. The file /gone.html answers with status 410.
          /up/x      | _redirects:7 | -               | No file answers /up/x. _redirects:7: /up/* matches.
          /about     | -            | /about.html     | The file /about.html answers.
          /about/    | -            | -               | The file /about.html answers at /about.
          /area/x.js | -            | /area/404.html  | No file answers /area/x.js. /area/404.html answers with status 404. An earlier deployment that is retained may still have it as an asset.
          /a%        | -            | -               | The path is refused. The path has a character or an escape that no URL may have.
          /.fairlead/ | -           | -               | The path belongs to the platform; no file and no rule of a site answers it.
          """)
  void saysWhatDecided(String target, String rule, String file, String steps) {
    Explanation explanation = RESOLVER.explain(Answers.get(target));

    assertThat(String.valueOf(explanation.rule())).isEqualTo(String.valueOf(rule));
    assertThat(String.valueOf(explanation.file())).isEqualTo(String.valueOf(file));
    assertThat(String.join(" ", explanation.steps())).isEqualTo(steps);
    assertThat(explanation.resolution()).isEqualTo(RESOLVER.resolve(Answers.get(target)));
  }

  @Test
  void namesTheHeaderRules() {
    assertThat(RESOLVER.explain(Answers.get("/about")).headerRules())
        .extracting(Object::toString)
        .containsExactly("_headers:1", "_headers:3");
    assertThat(RESOLVER.explain(Answers.get("/.fairlead/x")).headerRules()).isEmpty();
  }
}
