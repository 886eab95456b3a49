package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.ResponseHeaders.Field;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row is header rules, a path and what they change in its answer. */
final class HeaderRulesTest {
  private static final List<String> SITE = RedirectRulesTest.SITE;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /*; a: 1                                   | /               | a: 1
          /*; a: 1                                   | /about          | a: 1
          /*; a: 1                                   | /none           | a: 1
          /*; a: 1                                   | /about/         | a: 1
          /*; a: 1                                   | /.fairlead/x    | nothing
          /*; a: 1                                   | /%zz            | nothing
          /about; a: 1                               | /about          | a: 1
          /about; a: 1                               | /about/         | a: 1
          /about; a: 1                               | /about?q        | a: 1
          /about; a: 1                               | /about.html     | nothing
          /about; a: 1                               | /About          | nothing
          /about exact; a: 1                         | /about/         | nothing
          /blog/*; a: 1                              | /blog           | a: 1
          /blog/* exact; a: 1                        | /blog           | nothing
          /blog/* exact; a: 1                        | /blog/          | a: 1
          /:x; a: 1                                  | /about          | a: 1
          /:x; a: 1                                  | /               | nothing
          /*/b; a: 1                                 | /a/b            | a: 1
          https://site.test/*; a: 1                  | /about          | a: 1
          http://site.test/*; a: 1                   | /about          | nothing
          https://www.site.test/*; a: 1              | /about          | nothing
          /*; a: 1; b: 2                             | /               | a: 1, b: 2
          /*; a: 1;/about; a: 2                      | /about          | a: 2
          /about; a: 2;/*; a: 1                      | /about          | a: 1
          /*; a: 1;/about; b: 2                      | /about          | a: 1, b: 2
          /*; a+ 1;/about; a+ 2                      | /about          | a: 1, 2
          /*; a: 1;/about; a+ 2                      | /about          | a: 1, 2
          /*; a+ 1;/about; a: 2                      | /about          | a: 2
          /*; a: 1;/about; ! a                       | /about          | - a
          /*; a: 1;/about; ! a                       | /               | a: 1
          /*; ! a;/about; a: 1                       | /about          | a: 1
          /*; a: 1; ! a; a: 2                        | /about          | a: 2
          /*; ! link                                 | /about          | - link
          /*; set-cookie+ a=1; set-cookie+ b=2       | /about          | set-cookie: a=1, set-cookie: b=2
          /*; set-cookie: a=1; set-cookie: b=2       | /about          | set-cookie: b=2
          /*; content-length: 5                      | /about          | nothing
          /*; ! content-length                       | /about          | nothing
          /*; transfer-encoding: chunked             | /about          | nothing
          /*; connection: close                      | /about          | nothing
          /*; date: now                              | /about          | nothing
          /*; ! etag                                 | /about          | nothing
          /*; ! vary                                 | /about          | nothing
          /*; alt-svc: h3="evil:443"                 | /about          | nothing
          /*; proxy-authenticate: Basic              | /about          | nothing
          /*; proxy-anything: x                      | /about          | nothing
          /*; location: /x                           | /about          | nothing
          /*; content-encoding: gzip                 | /about          | nothing
          /*; Set-Cookie: a=1                        | /about          | nothing
          /*; set-cookie+ s=evil, Domain=x           | /about          | set-cookie: s=evil, Domain=x
          /*; set-cookie+ domain=1                   | /about          | set-cookie: domain=1
          /*; a b: 1                                 | /about          | nothing
          /*; a: ü                                   | /about          | nothing
          """)
  void changeTheAnswer(String rules, String target, String changes) {
    Resolver resolver = resolver(rules);

    assertThat(changes(Answers.headers(resolver.resolve(Answers.get(target))))).isEqualTo(changes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s=evil; Domain=sites.example",
        "s=evil;DOMAIN=sites.example; Secure",
        "s=evil; Path=/ ; domain = .sites.example",
        "s=evil; domain"
      })
  void setNoCookieForOtherSites(String cookie) {
    Resolver resolver =
        Answers.resolver(
            new SiteRules(null, List.of(rule("/*", "set-cookie", cookie)), null), SITE);

    assertThat(headers(resolver, "/about")).isEqualTo(ResponseHeaders.EMPTY);
  }

  @Test
  void joinOnlyWhatTheirOwnFileHasSet() {
    List<HeaderRule> rules =
        List.of(
            joining("vercel.json", "x-frame-options", "SAMEORIGIN"),
            joining("vercel.json", "set-cookie", "a=1"),
            joining("_headers", "x-frame-options", "DENY"),
            joining("_headers", "set-cookie", "b=2"),
            joining("_headers", "x-frame-options", "again"));

    assertThat(changes(headers(Answers.resolver(new SiteRules(null, rules, null), SITE), "/about")))
        .isEqualTo("x-frame-options: DENY, again, set-cookie: a=1, set-cookie: b=2");
  }

  private static HeaderRule joining(String file, String name, String value) {
    return new HeaderRule(
        new RuleSource(file, 1),
        RuleScope.ofPath("/*"),
        List.of(new HeaderRule.Field(name, value, true)));
  }

  @Test
  void applyToEveryKindOfAnswer() {
    SiteRules redirects =
        RuleText.redirects(
            """
            /r /x 302
            /p https://o.test/ 200
            /g /gone 410
            /n /none 410
            """);
    SiteRules rules =
        new SiteRules(redirects.redirects(), RuleText.headers("/*\n a: 1").headers(), null);
    Resolver resolver = Answers.resolver(rules, SITE);

    for (String target : List.of("/r", "/p", "/g", "/n", "/none", "/none.js", "/about.html")) {
      assertThat(changes(Answers.headers(resolver.resolve(Answers.get(target)))))
          .as(target)
          .isEqualTo("a: 1");
    }
  }

  @Test
  void giveTheSameObjectForTheSameCombination() {
    Resolver resolver = resolver("/*; a: 1;/about; b: 2;/blog/*; b: 2");

    assertThat(headers(resolver, "/none")).isSameAs(headers(resolver, "/other"));
    assertThat(headers(resolver, "/about")).isSameAs(headers(resolver, "/about?x"));
    assertThat(headers(resolver, "/about")).isEqualTo(headers(resolver, "/blog/"));
    assertThat(headers(resolver("/x; a: 1"), "/about")).isSameAs(ResponseHeaders.EMPTY);
  }

  @Test
  void goOnWhenThereIsNoRoomForAnotherCombination() {
    List<HeaderRule> rules = new ArrayList<>();
    for (int bit = 0; bit < 13; bit++) {
      rules.add(rule("/:x" + "/:x".repeat(bit) + "/on/*", "h" + bit, "1"));
    }
    Resolver resolver = Answers.resolver(new SiteRules(null, rules, null), SITE);
    for (int combination = 0; combination < 2 * HeaderTable.MAX_KEPT; combination++) {
      StringBuilder path = new StringBuilder("/x");
      List<String> expected = new ArrayList<>();
      for (int bit = 0; bit < 13; bit++) {
        boolean on = (combination >> bit & 1) == 1;
        path.append(on ? "/on" : "/off");
        if (on) {
          expected.add("h" + bit + ": 1");
        }
      }

      assertThat(changes(headers(resolver, path.toString())))
          .isEqualTo(expected.isEmpty() ? "nothing" : String.join(", ", expected));
    }
  }

  @Test
  void leaveOutWhatIsTooMuchForOneAnswer() {
    List<HeaderRule> many = new ArrayList<>();
    for (int i = 0; i < 3 * ResponseHeaders.MAX_FIELDS; i++) {
      many.add(rule("/*", "h" + i, "1"));
      many.add(rule("/*", "x-all", "1"));
    }
    ResponseHeaders headers =
        headers(Answers.resolver(new SiteRules(null, many, null), SITE), "/about");
    assertThat(headers.fields()).hasSize(ResponseHeaders.MAX_FIELDS).contains(new Field("h0", "1"));

    List<HeaderRule> large = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      large.add(rule("/*", "h" + i, "v".repeat(ResponseHeaders.MAX_CHARACTERS / 3)));
    }
    headers = headers(Answers.resolver(new SiteRules(null, large, null), SITE), "/about");
    assertThat(headers.fields()).extracting(Field::name).containsExactly("h0", "h1");
  }

  private static HeaderRule rule(String path, String name, String value) {
    return new HeaderRule(
        new RuleSource("_headers", 1),
        RuleScope.ofPath(path),
        List.of(new HeaderRule.Field(name, value, false)));
  }

  private static Resolver resolver(String rules) {
    return Answers.resolver(RuleText.headers(rules.replace(';', '\n')), SITE);
  }

  private static ResponseHeaders headers(Resolver resolver, String target) {
    return Answers.headers(resolver.resolve(Answers.get(target)));
  }

  private static String changes(ResponseHeaders headers) {
    List<String> changes = new ArrayList<>();
    headers.removed().forEach(name -> changes.add("- " + name));
    changes.add(
        headers.fields().stream()
            .map(field -> field.name() + ": " + field.value())
            .collect(Collectors.joining(", ")));
    changes.removeIf(String::isEmpty);
    return changes.isEmpty() ? "nothing" : String.join(", ", changes);
  }
}
