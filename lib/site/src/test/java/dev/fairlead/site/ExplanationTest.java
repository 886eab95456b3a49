package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.rules.SiteRules;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is a request, the rule and the file that decide, and why, in words. */
final class ExplanationTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

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

  private static final Route ROUTE = route(true, null, List.of());

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
          /up/x      | _redirects:7 | -               | No file answers /up/x. _redirects:7: /up/* matches. The other server decides the status, the body and its own headers, such as Cache-Control, none of which is known here.
          /about     | -            | /about.html     | The file /about.html answers.
          /about/    | -            | -               | The file /about.html answers at /about.
          /area/x.js | -            | /area/404.html  | No file answers /area/x.js. /area/404.html answers with status 404.
          /a%        | -            | -               | The path is refused. The path has a character or an escape that no URL may have.
          /.fairlead/ | -           | -               | The path belongs to the platform; no file and no rule of a site answers it.
          """)
  void saysWhatDecided(String target, String rule, String file, String steps) throws IOException {
    Explanation explanation = explain(ROUTE, Answers.get(target));

    assertThat(String.valueOf(explanation.rule())).isEqualTo(String.valueOf(rule));
    assertThat(String.valueOf(explanation.file())).isEqualTo(String.valueOf(file));
    assertThat(String.join(" ", explanation.steps())).isEqualTo(steps);
    assertThat(Answers.of(RESOLVER, explanation.resolution()))
        .isEqualTo(Answers.of(RESOLVER, target));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /here  | /away /de 302 Country=de      | false
          /away  | /away /de 302 Country=de      | true
          /away  | /away /de 302 Language=de     | false
          /away  | /away /about 200 Country=de   | true
          /away  | /away https://o.test 200 Country=de | true
          """)
  void saysWhereVaryNamesMoreThanIsKnown(String target, String rule, boolean said)
      throws IOException {
    Resolver resolver =
        Answers.resolver(RuleText.redirects(rule + "\n/* /about 200"), RedirectRulesTest.SITE);
    DryRun dryRun = new DryRun(ROUTE, none -> Optional.empty(), NOW);

    List<String> steps = dryRun.explain(resolver, Answers.get(target)).steps();

    assertThat(steps.stream().anyMatch(step -> step.contains("Vary also names"))).isEqualTo(said);
  }

  @Test
  void namesTheHeaderRules() throws IOException {
    assertThat(explain(ROUTE, Answers.get("/about")).headerRules())
        .extracting(Object::toString)
        .containsExactly("_headers:1", "_headers:3");
    assertThat(explain(ROUTE, Answers.get("/.fairlead/x")).headerRules()).isEmpty();
  }

  /**
   * Each row is header rules, a request and all fields that can be told without the file's bytes.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                                        | /about        | content-type: text/plain; charset=utf-8; cache-control: public, max-age=0, must-revalidate
          -                                        | /about/       | content-type: text/plain; charset=utf-8; location: /about; cache-control: public, max-age=0, must-revalidate
          -                                        | /x.js         | content-type: text/plain; charset=utf-8; cache-control: no-store
          -                                        | /%zz          | content-type: text/plain; charset=utf-8; cache-control: no-store
          /*; cache-control: public, max-age=60    | /about        | content-type: text/plain; charset=utf-8; cache-control: public, max-age=60
          /*; cache-control: public, max-age=60    | /nope         | content-type: text/plain; charset=utf-8; cache-control: no-store
          /*; ! cache-control                      | /nope         | content-type: text/plain; charset=utf-8; cache-control: no-store
          /*; cdn-cache-control: max-age=9; expires: 0; a: 1 | /nope | content-type: text/plain; charset=utf-8; cache-control: no-store; a: 1
          /*; cloudflare-cdn-cache-control: max-age=9; a: 1 | /nope | content-type: text/plain; charset=utf-8; cache-control: no-store; a: 1
          /*; netlify-cdn-cache-control: max-age=9; a: 1 | /nope | content-type: text/plain; charset=utf-8; cache-control: no-store; a: 1
          /*; vercel-cdn-cache-control: max-age=9; a: 1 | /nope | content-type: text/plain; charset=utf-8; cache-control: no-store; a: 1
          /*; cdn-cache-control: max-age=9         | /about        | content-type: text/plain; charset=utf-8; cache-control: public, max-age=0, must-revalidate; cdn-cache-control: max-age=9
          /*; ! cache-control; content-type: a/b   | /about        | content-type: a/b
          /*; vary: Accept-Encoding, Cookie        | /about        | content-type: text/plain; charset=utf-8; cache-control: public, max-age=0, must-revalidate; vary: Accept-Encoding, Cookie
          /*; x-robots-tag: all                    | /about        | content-type: text/plain; charset=utf-8; cache-control: public, max-age=0, must-revalidate; x-robots-tag: all
          """)
  void tellsTheFieldsOfTheAnswer(String rules, String target, String fields) throws IOException {
    SiteRules headers =
        rules == null ? SiteRules.NONE : RuleText.headers(rules.replace("; ", "\n "));
    Resolver resolver = Answers.resolver(headers, RedirectRulesTest.SITE);
    DryRun dryRun = new DryRun(ROUTE, none -> Optional.empty(), NOW);

    assertThat(fields(dryRun.explain(resolver, Answers.get(target))))
        .isEqualTo("x-content-type-options: nosniff; " + fields);
  }

  @Test
  void tellsWhatThePlatformAddsForAPreviewAndAPerson() throws IOException {
    Resolver resolver =
        new Resolver(Sites.manifest(NotFoundHandling.NONE, List.of("/index.html", "/assets/a.js")));
    Route preview = route(false, null, List.of());
    DryRun dryRun = new DryRun(preview, none -> Optional.empty(), NOW);

    assertThat(fields(dryRun.explain(resolver, Answers.navigation("/x"))))
        .contains("content-type: text/html; charset=utf-8", "x-robots-tag: noindex");
    assertThat(fields(dryRun.explain(resolver, Answers.navigation("/%zz"))))
        .contains("content-type: text/html; charset=utf-8", "content-security-policy", "no-store");
    assertThat(fields(dryRun.explain(resolver, Answers.get("/assets/a.js"))))
        .contains("cache-control: public, max-age=31536000, immutable");
  }

  @Test
  void aHostThatLeadsElsewhereDoes() throws IOException {
    Route.HostRedirect redirect = new Route.HostRedirect(Hostname.parse("www.site.test"), 308);
    Explanation explanation = explain(route(true, redirect, List.of()), Answers.get("/old?a=b"));

    assertThat(Answers.of(RESOLVER, explanation.resolution()))
        .isEqualTo("308 https://www.site.test/old?a=b");
    assertThat(explanation.steps())
        .containsExactly("The host site.test sends all its requests to another.");
    assertThat(explanation.rule()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /assets/a-1.glb | 60 | 200 | But deployment fedcba9876543210, which is retained until 2026-03-04T05:07:07Z, has the file, and answers instead.
          /assets/a-1.glb | 0  | 404 | No deployment that is retained has it as a file with a fingerprint.
          /assets/a-2.glb | 60 | 404 | No deployment that is retained has it as a file with a fingerprint.
          /plain.glb      | 60 | 404 | No deployment that is retained has it as a file with a fingerprint.
          """)
  void aRetainedDeploymentMayHaveTheFile(String target, int seconds, int status, String step)
      throws IOException {
    Resolver now =
        Answers.resolver(RuleText.headers("/*\n a: 1\n cache-control: no-cache"), List.of());
    Resolver before = Answers.resolver(SiteRules.NONE, List.of("/assets/a-1.glb", "/plain.glb"));
    Route.Retained retained = new Route.Retained(before.deployment(), NOW.plusSeconds(seconds));
    Route route = route(true, null, List.of(retained));

    Explanation explanation =
        new DryRun(route, id -> Optional.of(before), NOW).explain(now, Answers.get(target));

    assertThat(explanation.steps()).endsWith(step);
    assertThat(String.valueOf(explanation.file())).isEqualTo(status == 200 ? target : "null");
    assertThat(fields(explanation))
        .contains("a: 1", status == 200 ? "cache-control: no-cache" : "cache-control: no-store");
    assertThat(
            new DryRun(route, collected -> Optional.empty(), NOW)
                .explain(now, Answers.get(target))
                .resolution())
        .isInstanceOf(Resolution.NoPage.class);
  }

  private static Explanation explain(Route route, SiteRequest request) throws IOException {
    return new DryRun(route, none -> Optional.empty(), NOW).explain(RESOLVER, request);
  }

  private static String fields(Explanation explanation) {
    return explanation.fields().stream()
        .map(field -> field.name() + ": " + field.value())
        .collect(Collectors.joining("; "));
  }

  private static Route route(
      boolean production, Route.@Nullable HostRedirect redirect, List<Route.Retained> retained) {
    return new Route(
        Route.SCHEMA,
        Hostname.parse("site.test"),
        1,
        RESOLVER.project(),
        RESOLVER.deployment(),
        null,
        production,
        redirect,
        retained);
  }
}
