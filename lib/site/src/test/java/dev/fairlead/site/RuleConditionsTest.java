package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.rules.Criterion;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is a rule for some, who sends the request, and whether the rule is for them. */
final class RuleConditionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Language=de             | de                       | -         | -  | yes
          Language=de             | DE                       | -         | -  | yes
          Language=de             | de-AT                    | -         | -  | yes
          Language=de             | de-Latn-AT,en            | -         | -  | yes
          Language=de             | den                      | -         | -  | no
          Language=de-at          | de                       | -         | -  | no
          Language=de-at          | de-AT                    | -         | -  | yes
          Language=de-at          | de-AT-1996               | -         | -  | yes
          Language=de             | en,de;q=0.9              | -         | -  | no
          Language=de             | en;q=0.8,de              | -         | -  | yes
          Language=de             | en;q=0.8, de ; q=0.9     | -         | -  | yes
          Language=de             | en;q=0.800,de;q=0.8      | -         | -  | no
          Language=de             | de;q=0                   | -         | -  | no
          Language=de             | de;q=2                   | -         | -  | no
          Language=de             | de;q=x,fr;q=0.1          | -         | -  | no
          Language=de             | *                        | -         | -  | no
          Language=de             | -                        | -         | -  | no
          Language=fr,de          | de                       | -         | -  | yes
          Country=DE              | -                        | -         | DE | yes
          Country=DE              | -                        | -         | AT | no
          Country=DE              | -                        | -         | -  | no
          Country=AT,DE           | -                        | -         | DE | yes
          Cookie=beta             | -                        | beta=1    | -  | yes
          Cookie=beta             | -                        | beta=     | -  | yes
          Cookie=beta             | -                        | a=b; beta=x; c=d | - | yes
          Cookie=beta             | -                        | a=beta    | -  | no
          Cookie=beta             | -                        | Beta=1    | -  | no
          Cookie=beta             | -                        | beta      | -  | no
          Cookie=beta             | -                        | xbeta=1   | -  | no
          Cookie=beta             | -                        | -         | -  | no
          Cookie=alpha,beta       | -                        | beta=1    | -  | yes
          Country=DE Language=de  | de                       | -         | DE | yes
          Country=DE Language=de  | de                       | -         | AT | no
          Country=DE Language=de  | en                       | -         | DE | no
          Country=DE Cookie=x     | -                        | x=1       | DE | yes
          """)
  void isForThem(
      String conditions,
      @Nullable String languages,
      @Nullable String cookies,
      @Nullable String country,
      String answer) {
    Resolver resolver =
        Answers.resolver(RuleText.redirects("/ /there 302! " + conditions), RedirectRulesTest.SITE);
    SiteRequest request = Answers.get("/").sentBy(languages, cookies, country);

    assertThat(Answers.of(resolver, request))
        .isEqualTo(answer.equals("yes") ? "302 /there" : "200 /index.html");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          / /there 302!                                            | -
          / /there 302! Cookie=a                                   | COOKIE
          / /there 302! Country=DE                                 | COUNTRY
          / /there 302! Language=de Cookie=a                       | LANGUAGE COOKIE
          / /there 302! Country=DE;/ /over 302! Cookie=a           | COUNTRY COOKIE
          / /over 302!;/ /there 302! Cookie=a                      | -
          / /there 302 Cookie=a                                    | -
          / a=1 /there 302! Cookie=a                               | -
          https://other.test/ /there 302! Cookie=a                 | -
          /about /there 302! Cookie=a                              | -
          /* /there 302! Cookie=a                                  | COOKIE
          """)
  void sayWhatTheAnswerDependsOn(String rules, @Nullable String criteria) {
    Resolver resolver =
        Answers.resolver(RuleText.redirects(rules.replace(';', '\n')), RedirectRulesTest.SITE);

    Set<Criterion> decisive = Answers.headers(resolver.resolve(Answers.get("/"))).decidedBy();

    assertThat(decisive)
        .containsExactlyInAnyOrder(
            criteria == null
                ? new Criterion[0]
                : Arrays.stream(criteria.split(" "))
                    .map(Criterion::valueOf)
                    .toArray(Criterion[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://a.test/x       | https | a.test     | yes
          https://a.test/x       | http  | a.test     | no
          http://a.test/x        | http  | a.test     | yes
          https://a.test/x       | https | www.a.test | no
          https://a.test/*       | https | a.test     | yes
          https://b.test/*       | https | a.test     | no
          """)
  void isForTheirSchemeAndHost(String from, String scheme, String host, String answer) {
    Resolver resolver =
        Answers.resolver(RuleText.redirects(from + " /there 302"), RedirectRulesTest.SITE);

    assertThat(Answers.of(resolver, SiteRequest.of(scheme, host, "/x")))
        .isEqualTo(answer.equals("yes") ? "302 /there" : "404 /404.html");
  }
}
