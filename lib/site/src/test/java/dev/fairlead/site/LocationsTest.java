package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.rules.SiteRules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client sends never chooses the host of a redirect, ends its line or leaves its folder. */
final class LocationsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /x/* /:splat 302             | /x//evil.test          | 302 /evil.test
          /x/* /:splat 302             | /x///evil.test         | 302 /evil.test
          /x/* /:splat 302             | /x//                   | 302 /
          /x/* /:splat 302             | /x/%09/evil.test       | 400 CONTROL_CHARACTER
          /x/* /:splat 302             | /x/%5cevil.test        | 400 SEPARATOR
          /x/* /:splat 302             | /x/%2fevil.test        | 400 SEPARATOR
          /x/* /:splat 302             | /x/https://evil.test   | 302 /https://evil.test
          /x/* /:splat 302             | /x/a%0d%0aset:b        | 400 CONTROL_CHARACTER
          /x/* /:splat 302             | /x/%C2%85              | 400 CONTROL_CHARACTER
          /x/* /a/:splat 302           | /x/..                  | 400 DOT_SEGMENT
          /x to=:to /:to? 302          | /x?to=/evil.test       | 302 /evil.test?
          /x to=:to /:to? 302          | /x?to=%2f%2fevil.test  | 302 /evil.test?
          /x to=:to /:to? 302          | /x?to=%5c%5cevil.test  | 302 /%5C%5Cevil.test?
          /x to=:to /:to? 302          | /x?to=%09%0d%0aa:%20b  | 302 /%09%0D%0Aa:%20b?
          /x to=:to /:to? 302          | /x?to=%3fa=b           | 302 /%3Fa=b?
          /x to=:to /:to? 302          | /x?to=%23              | 302 /%23?
          /x to=:to /a/:to? 302        | /x?to=../b             | 404 /404.html
          /x to=:to /a/:to? 302        | /x?to=b/%2e%2e         | 404 /404.html
          /x to=:to /a/:to? 302        | /x?to=.                | 404 /404.html
          /x to=:to /a.:to? 302        | /x?to=.                | 302 /a..?
          /x to=:to /.:to? 302         | /x?to=.                | 404 /404.html
          /x to=:to /a?b=:to 302       | /x?to=%0d%0a&y         | 302 /a?b=%0D%0A
          /x to=:to https://o.test/:to 200 | /x?to=../admin     | 404 /404.html
          /x to=:to https://o.test/:to? 200 | /x?to=@e.test/    | proxy https://o.test/@e.test/?
          /x /y 302                    | /x?a"b<c>              | 302 /y?a%22b%3Cc%3E
          /x /y 302                    | /x?ÿ                   | 302 /y?%FF
          /x /y<z> 302                 | /x                     | 302 /y%3Cz%3E
          /x /ÿ#ü 302                  | /x                     | 302 /%C3%BF#%C3%BC
          /x/* /q?p=:splat 302         | /x/a&admin=1           | 302 /q?p=a%26admin=1
          /x/* /q?p=:splat 302         | /x/a+b                 | 302 /q?p=a%2Bb
          /x/* /:splat 302             | /x/a^b"                | 302 /a%5Eb%22
          /x/* /:splat 302             | /x/Ã¼                  | 302 /%C3%BC
          /x //evil.test/ 302          | /x                     | 302 /evil.test/
          """)
  void isHarmless(String rule, String target, String answer) {
    Resolver resolver = Answers.resolver(RuleText.redirects(rule), RedirectRulesTest.SITE);

    assertThat(Answers.of(resolver, target)).isEqualTo(answer);
  }

  @Test
  void theHtmlHandlingCannotLeadToAnotherHostEither() {
    Resolver resolver = Answers.resolver(SiteRules.NONE, List.of("/evil.test/index.html"));

    assertThat(Answers.of(resolver, "/evil.test")).isEqualTo("307 /evil.test/");
    assertThat(Answers.of(resolver, "//evil.test")).isEqualTo("404");
    assertThat(Answers.of(resolver, "//evil.test/index.html")).isEqualTo("404");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https | 0    | /                             | 301 https://www.test/
          http  | 0    | /a?b=c                        | 301 http://www.test/a?b=c
          http  | 8081 | /a//b?                        | 301 http://www.test:8081/a//b?
          https | 0    | //evil.test                   | 301 https://www.test//evil.test
          https | 0    | *                             | 301 https://www.test/
          https | 0    | /ÿ?ÿ                          | 301 https://www.test/%FF?%FF
          https | 0    | /.well-known/acme-challenge/x | none
          https | 0    | /.fairlead/health             | none
          """)
  void aHostRedirectKeepsPathAndQuery(String scheme, int port, String target, String answer) {
    Route route =
        new Route(
            Route.SCHEMA,
            Hostname.parse("old.test"),
            1,
            ProjectId.parse("0123456789abcdef"),
            null,
            null,
            true,
            new Route.HostRedirect(Hostname.parse("www.test"), 301),
            List.of());

    Optional<Redirect> redirect =
        HostRules.redirect(route, SiteRequest.of(scheme, "old.test", target), port);

    assertThat(redirect.map(r -> r.status() + " " + r.location()).orElse("none")).isEqualTo(answer);
  }
}
