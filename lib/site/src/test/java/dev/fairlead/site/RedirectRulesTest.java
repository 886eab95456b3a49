package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is the rules of a site, a request and its whole answer. */
final class RedirectRulesTest {
  static final List<String> SITE =
      List.of(
          "/index.html",
          "/about.html",
          "/blog/index.html",
          "/gone.html",
          "/data.json",
          "/app.js",
          "/müsli.html",
          "/404.html",
          "/area/404.html");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /old /new 301                          | /old            | 301 /new
          /old /new 302                          | /old            | 302 /new
          /old /new 303                          | /old            | 303 /new
          /old /new 307                          | /old            | 307 /new
          /old /new 308                          | /old            | 308 /new
          /old /new 301                          | /old/           | 301 /new
          /old/ /new 301                         | /old            | 301 /new
          /old/ /new 301                         | /old/           | 301 /new
          /old /new 301                          | /old//          | 404 /404.html
          /old /new 301                          | //old           | 404 /404.html
          /old /new 301                          | /OLD            | 404 /404.html
          /old /new 301                          | /older          | 404 /404.html
          /old /new 301                          | /old/x          | 404 /404.html
          /old /new 301                          | /%6Fld          | 404 /404.html
          /caf%C3%A9 /new 301                    | /caf%C3%A9      | 301 /new
          /caf%C3%A9 /new 301                    | /caf%c3%a9      | 404 /404.html
          //old /new 301                         | //old           | 301 /new
          //old /new 301                         | /old            | 404 /404.html
          / /new 301!                            | /               | 301 /new
          /old /new 301 exact                    | /old            | 301 /new
          /old /new 301 exact                    | /old/           | 404 /404.html
          /old/ /new 301 exact                   | /old            | 404 /404.html
          /old/ /new 301 exact                   | /old/           | 301 /new
          /old /new 301                          | /old?a=1        | 301 /new?a=1
          /old /new 301                          | /old?           | 301 /new?
          /old /new?x=1 301                      | /old?a=1        | 301 /new?x=1
          /old /new? 301                         | /old?a=1        | 301 /new?
          /old /new#part 301                     | /old            | 301 /new#part
          /old /new#part 301                     | /old?a=1        | 301 /new?a=1#part
          /old /new?x=1#part 301                 | /old?a=1        | 301 /new?x=1#part
          /old https://other.test/new 301        | /old            | 301 https://other.test/new
          /old https://other.test/new 301        | /old?a=1        | 301 https://other.test/new?a=1
          /old https://other.test 301            | /old?a=1        | 301 https://other.test/?a=1
          /old https://other.test?x 301          | /old            | 301 https://other.test/?x
          /old http://other.test:8080/new 302    | /old            | 302 http://other.test:8080/new
          /old HTTPS://Other.test/New 302        | /old            | 302 https://other.test/New
          """)
  void sendsElsewhere(String rule, String target, String answer) {
    assertThat(answer(rule, target)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /n/* /m/:splat 301                     | /n              | 301 /m/
          /n/* /m/:splat 301                     | /n/             | 301 /m/
          /n/* /m/:splat 301                     | /n/a            | 301 /m/a
          /n/* /m/:splat 301                     | /n/a/           | 301 /m/a/
          /n/* /m/:splat 301                     | /n/a/b/c        | 301 /m/a/b/c
          /n/* /m/:splat 301                     | /n/a//b         | 301 /m/a//b
          /n/* /m/:splat 301                     | /n//            | 301 /m//
          /n/* /m/:splat 301                     | /nn             | 404 /404.html
          /n/* /m/:splat 301                     | /n/a%20b        | 301 /m/a%20b
          /n/* /m/:splat 301                     | /n/a?q=1        | 301 /m/a?q=1
          /n/* /m/:splat 301 exact               | /n              | 404 /404.html
          /n/* /m/:splat 301 exact               | /n/             | 301 /m/
          /n/* /m/:splat 301 exact               | /n/a/           | 301 /m/a/
          /* /m/:splat 301                       | /a/b            | 301 /m/a/b
          /* /m/:splat 301!                      | /               | 301 /m/
          /* /m/:splat 301! exact                | /               | 301 /m/
          /* /m/:splat 301                       | //a             | 301 /m//a
          /:x /m/:x 301                          | /a              | 301 /m/a
          /:x /m/:x 301                          | /a/             | 301 /m/a
          /:x /m/:x 301                          | /a/b            | 404 /404.html
          /:x /m/:x 301                          | //              | 404 /404.html
          /:x /m/:x 301 exact                    | /a/             | 404 /404.html
          /p/:y/:m /:y-:m.html 302               | /p/2026/11      | 302 /2026-11.html
          /p/:y/:m /:m/:y/:y 302                 | /p/2026/11      | 302 /11/2026/2026
          /p/:y/:m /:y:m 302                     | /p/a/b          | 302 /ab
          /p/:y/:m /:ym 302                      | /p/a/b          | 302 /:ym
          /p/:y /q?year=:y#:y 302                | /p/7?x          | 302 /q?year=7#7
          /p/:y /q/:none 302                     | /p/7            | 302 /q/:none
          /a:b /q 302                            | /a:b            | 302 /q
          /a:b /q 302                            | /ax             | 404 /404.html
          /p/:7 /q 302                           | /p/:7           | 302 /q
          /p/*/q /m/:splat 302                   | /p/a/q          | 302 /m/a
          /p/*/q /m/:splat 302                   | /p/a/b/q        | 404 /404.html
          /p/*/q /m/:splat 302                   | /p//q           | 404 /404.html
          /p/*/q/* /m/:splat 302                 | /p/a/q/b/c      | 302 /m/b/c
          /p/:x/* /m/:splat/:x 302               | /p/a/b/c        | 302 /m/b/c/a
          /p/:x/* /m/:splat/:x 302               | /p/a            | 302 /m/a
          /p/:x/* /m/:splat/:x 302               | /p/a/           | 302 /m/a
          /p/:x/* /m/:splat/:x 302               | /p/a//          | 302 /m///a
          /p/:x/* /:splat/:x 302                 | /p/a            | 302 /a
          /p/:x/* /:splat/:x/:splat 302          | /p/a            | 302 /a/
          /n/* /m/:splat/ 302                    | /n              | 302 /m/
          /n/* /m/:splat/:splat/b 302            | /n              | 302 /m/b
          /n/* /m/:splat/:splat/b 302            | /n/a            | 302 /m/a/a/b
          /n/* /m/a:splat/b 302                  | /n              | 302 /m/a/b
          /n/* /m/:splat.x/b 302                 | /n              | 302 /m/.x/b
          /n/* /m?p=/:splat/b 302                | /n              | 302 /m?p=//b
          /n/* https://o.test/:splat/b 302       | /n              | 302 https://o.test/b
          /n/* /m/:splat/b 302 exact             | /n/             | 302 /m/b
          /n/* q=:q /m/:q/b 302                  | /n/a?q=         | 302 /m//b?q=
          /n/* https://o.test/:splat 301         | /n/a/b          | 301 https://o.test/a/b
          /n/* https://o.test/x?p=:splat 301     | /n/a/b          | 301 https://o.test/x?p=a/b
          /n/* https://o.test:443/:splat 301     | /n/a            | 301 https://o.test:443/a
          """)
  void fillsPlaceholders(String rule, String target, String answer) {
    assertThat(answer(rule, target)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /s id=:id /b/:id 301                   | /s?id=7         | 301 /b/7?id=7
          /s id=:id /b/:id 301                   | /s/?id=7        | 301 /b/7?id=7
          /s id=:id /b/:id 301                   | /s              | 404 /404.html
          /s id=:id /b/:id 301                   | /s?i=7          | 404 /404.html
          /s id=:id /b/:id 301                   | /s?x=1&id=7&y   | 301 /b/7?x=1&id=7&y
          /s id=:id /b/:id? 301                  | /s?id=7         | 301 /b/7?
          /s id=:id /b?to=:id 301                | /s?id=7&x       | 301 /b?to=7
          /s id=:id /b/:id? 301                  | /s?id=          | 301 /b/?
          /s id=:id /b/:id? 301                  | /s?id           | 301 /b/?
          /s id=:id /b/:id? 301                  | /s?id=1&id=2    | 301 /b/1?
          /s id=:id /b/:id? 301                  | /s?%69d=a%2Bb   | 301 /b/a+b?
          /s id=:id /b/:id? 301                  | /s?id=a+b       | 301 /b/a%20b?
          /s id=:id /b/:id? 301                  | /s?id=a%20b     | 301 /b/a%20b?
          /s id=:id /b/:id? 301                  | /s?id=%C3%A9    | 301 /b/%C3%A9?
          /s id=:id /b/:id? 301                  | /s?id=%25       | 301 /b/%25?
          /s id=:id /b/:id? 301                  | /s?id=%zz       | 301 /b/%25zz?
          /s id=:id /b/:id? 301                  | /s?id=a/b       | 301 /b/a/b?
          /s id=:id /b?x=:id 301                 | /s?id=a%26b%3D1 | 301 /b?x=a%26b%3D1
          /s id=:id /b?x=:id 301                 | /s?id=a%23b     | 301 /b?x=a%23b
          /s id=7 /seven 301                     | /s?id=7         | 301 /seven?id=7
          /s id=7 /seven 301                     | /s?id=8         | 404 /404.html
          /s id=7 /seven 301                     | /s?id=8&id=7    | 404 /404.html
          /s id=a%20b /x? 301                    | /s?id=a+b       | 301 /x?
          /s id=é /x? 301                        | /s?id=%C3%A9    | 301 /x?
          /s a=1 b=2 /x? 301                     | /s?b=2&a=1      | 301 /x?
          /s a=1 b=2 /x? 301                     | /s?b=2          | 404 /404.html
          /s a=1 b=:b /x/:b? 301                 | /s?b=9&a=1      | 301 /x/9?
          /s q= /x? 301                          | /s?q            | 301 /x?
          /s q= /x? 301                          | /s?q=           | 301 /x?
          /s q= /x? 301                          | /s?q=1          | 404 /404.html
          /:x x=:x /b/:x? 301                    | /p?x=q          | 301 /b/p?
          /n/* x=:x /b/:x/:splat? 301            | /n/p/q?x=y      | 301 /b/y/p/q?
          /s b=:v a=:v /b/:v? 301                | /s?b=1&a=2      | 301 /b/2?
          /s b=:v a=:v /b/:v? 301                | /s?b=1          | 404 /404.html
          /s id=:id /s 301                       | /s?id=7         | 404 /404.html
          """)
  void matchesAndCapturesTheQuery(String rule, String target, String answer) {
    assertThat(answer(rule, target)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /x /about 200                          | /x              | 200 /about.html
          /x /about/ 200                         | /x              | 200 /about.html
          /x /about.html 200                     | /x              | 200 /about.html
          /x /blog 200                           | /x              | 200 /blog/index.html
          /x /blog/ 200                          | /x              | 200 /blog/index.html
          /x /blog/index.html 200                | /x              | 200 /blog/index.html
          /x / 200                               | /x              | 200 /index.html
          /x /m%C3%BCsli 200                     | /x              | 200 /müsli.html
          /x /müsli 200                          | /x              | 200 /müsli.html
          /x /%61bout 200                        | /x              | 200 /about.html
          /x /about?y=1 200                      | /x?z            | 200 /about.html
          /x /missing 200                        | /x              | 404 /404.html
          /area/x /missing 200                   | /area/x         | 404 /area/404.html
          /x /y 200;/y /about 200                | /x              | 404 /404.html
          /x /y 301;/y /about 200                | /x              | 301 /y
          /x /.fairlead/health 200               | /x              | 404 /404.html
          /* /index.html 200                     | /deep/link      | 200 /index.html
          /* /index.html 200                     | /app.js         | 200 /app.js
          /* /index.html 200                     | /no.js          | 200 /index.html
          /* /index.html 200                     | /about          | 200 /about.html
          /* /index.html 200                     | /about/         | 307 /about
          /p/:x /:x 200                          | /p/about        | 200 /about.html
          /p/:x /:x 200                          | /p/gone.html    | 200 /gone.html
          /p/:x /:x 200                          | /p/none         | 404 /404.html
          /p/* /:splat 200                       | /p/             | 200 /index.html
          /x /gone 404                           | /x              | 404 /gone.html
          /x /gone 410                           | /x              | 410 /gone.html
          /x /gone.html 451                      | /x              | 451 /gone.html
          /x /missing 404                        | /x              | 404
          /x /missing 410                        | /x              | 410
          /x https://o.test/ 451                 | /x              | 451
          /about /gone 410                       | /about          | 200 /about.html
          /about /gone 410!                      | /about          | 410 /gone.html
          /about.html /gone 410!                 | /about          | 200 /about.html
          /about.html /gone 410!                 | /about.html     | 410 /gone.html
          /api/* https://o.test/v1/:splat 200    | /api/a/b        | proxy https://o.test/v1/a/b
          /api/* https://o.test/v1/:splat 200    | /api/a?q=1      | proxy https://o.test/v1/a?q=1
          /api/* https://o.test/?p=:splat 200    | /api/a?q=1      | proxy https://o.test/?p=a
          /api/* https://o.test/#x 200           | /api/a          | proxy https://o.test/
          /api/* http://o.test/:splat 200        | /api/a          | 404 /404.html
          /api/* ftp://o.test/:splat 302         | /api/a          | 404 /404.html
          /api/* https://o.test:splat/ 200       | /api/a          | 404 /404.html
          /api/* https://:splat/ 302             | /api/a          | 404 /404.html
          /api/* https://a@o.test/ 302           | /api/a          | 404 /404.html
          """)
  void rewritesAndEnds(String rules, String target, String answer) {
    assertThat(answer(rules, target)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /about /x 301                          | /about          | 200 /about.html
          /about /x 301!                         | /about          | 301 /x
          /about /x 301!                         | /about/         | 301 /x
          /about /x 301!                         | /%61bout        | 307 /about
          /about.html /x 301                     | /about.html     | 307 /about
          /data.json /x 301                      | /data.json      | 200 /data.json
          /data.json /x 301!                     | /data.json      | 301 /x
          /a /x 301;/a /y 301                    | /a              | 301 /x
          /a /x 301;/a /y 301!                   | /a              | 301 /y
          /:p /x 301;/a /y 301                   | /a              | 301 /x
          /a /y 301;/:p /x 301                   | /a              | 301 /y
          /* /x 301;/a /y 301;/:p /z 301         | /a              | 301 /x
          /a/b /x 301;/a/* /y 301;/* /z 301      | /a/b            | 301 /x
          /a/b /x 301;/a/* /y 301;/* /z 301      | /a/c            | 301 /y
          /a/b /x 301;/a/* /y 301;/* /z 301      | /b              | 301 /z
          /a/:p /x 301 exact;/a/b /y 301         | /a/b/           | 301 /y
          /s id=1 /x? 301;/s /y? 301             | /s?id=1         | 301 /x?
          /s id=1 /x? 301;/s /y? 301             | /s?id=2         | 301 /y?
          /s /y? 301;/s id=1 /x? 301             | /s?id=1         | 301 /y?
          /s b=1 /x? 301;/s a=1 /y? 301          | /s?a=1&b=1      | 301 /x?
          /.fairlead/* /x 301!                   | /.fairlead/a    | 404
          /.well-known/* /x 301!                 | /.well-known/acme-challenge/a | 404
          /.well-known/* /x 301!                 | /.well-known/security.txt     | 301 /x
          """)
  void theFirstRuleThatMatchesDecides(String rules, String target, String answer) {
    assertThat(answer(rules, target)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a /a 301                              | /a              | 404 /404.html
          /a /a/ 301                             | /a              | 404 /404.html
          /a /a/ 301 exact                       | /a              | 301 /a/
          /a /a/ 301 exact                       | /a/             | 404 /404.html
          /a /a#top 301                          | /a              | 404 /404.html
          /* /:splat 301!                        | /about          | 200 /about.html
          /a /a 301;/a /b 302                    | /a              | 302 /b
          /a /a?x=1 301                          | /a              | 301 /a?x=1
          /a /a?x=1 301                          | /a?x=1          | 404 /404.html
          /a /a?x=1 301                          | /a?x=2          | 301 /a?x=1
          /about /about 200!                     | /about          | 200 /about.html
          /a https://site.test/a 301             | /a              | 404 /404.html
          /a https://site.test/a?x 301           | /a?x            | 404 /404.html
          /a http://site.test/a 301              | /a              | 301 http://site.test/a
          /a https://www.site.test/a 301         | /a              | 301 https://www.site.test/a
          /* https://site.test/:splat 301!       | /about          | 200 /about.html
          /a https://site.test/a 200             | /a              | 404 /404.html
          """)
  void aRuleThatLeadsToItselfIsNone(String rules, String target, String answer) {
    assertThat(answer(rules, target)).isEqualTo(answer);
  }

  private static String answer(String rules, String target) {
    return Answers.of(Answers.resolver(RuleText.redirects(rules.replace(';', '\n')), SITE), target);
  }
}
