package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is a request and its whole answer. */
final class ResolverTest {
  private static final List<String> SITE =
      List.of(
          "/index.html",
          "/about.html",
          "/blog/index.html",
          "/blog/first.html",
          "/dual.html",
          "/dual/index.html",
          "/LICENSE",
          "/assets/app-1a2b3c4d.js",
          "/both",
          "/both.html",
          "/page.html/index.html",
          "/twice.html.html",
          "/.html",
          "/docs/index/index.html",
          "/müsli/größe.html",
          "/a b.txt",
          "/[slug]/@modal.js",
          "/100%.txt",
          "/.well-known/security.txt",
          "/.fairlead/hidden.txt",
          "/.well-known/acme-challenge/token",
          "/404.html",
          "/blog/404.html");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /                          | 200 /index.html
          /?a=b                      | 200 /index.html
          /index.html                | 307 /
          /index                     | 307 /
          /index?a=b&c               | 307 /?a=b&c
          /about                     | 200 /about.html
          /about.html                | 307 /about
          /about/                    | 307 /about
          /about.html?x=/y?z         | 307 /about?x=/y?z
          /about?                    | 200 /about.html
          /about/?                   | 307 /about?
          /ABOUT                     | 404 /404.html
          /blog/                     | 200 /blog/index.html
          /blog                      | 307 /blog/
          /blog?page=2               | 307 /blog/?page=2
          /blog/index.html           | 307 /blog/
          /blog/index                | 307 /blog/
          /blog/first                | 200 /blog/first.html
          /blog/first/               | 307 /blog/first
          /blog//                    | 404 /blog/404.html
          /dual                      | 200 /dual.html
          /dual/                     | 200 /dual/index.html
          /dual.html                 | 307 /dual
          /dual/index.html           | 307 /dual/
          /dual/index                | 307 /dual/
          /LICENSE                   | 200 /LICENSE
          /LICENSE/                  | 404 /404.html
          /LICENSE.html              | 404 /404.html
          /assets/app-1a2b3c4d.js    | 200 /assets/app-1a2b3c4d.js
          /assets/app-1a2b3c4d.js/   | 404 /404.html
          /assets                    | 404 /404.html
          /assets/                   | 404 /404.html
          /both                      | 200 /both
          /both.html                 | 200 /both.html
          /both/                     | 404 /404.html
          /page.html                 | 307 /page.html/
          /page.html/                | 200 /page.html/index.html
          /twice.html                | 200 /twice.html.html
          /twice.html.html           | 307 /twice.html
          /.html                     | 200 /.html
          /docs/index                | 307 /docs/index/
          /docs/index/               | 200 /docs/index/index.html
          /docs/                     | 404 /404.html
          """)
  void findsTheFileThatAPathMeans(String target, String answer) {
    assertThat(answer(target)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          //                         | 404 /404.html
          //about                    | 404 /404.html
          //evil.example/about.html  | 404 /404.html
          /blog//first               | 404 /blog/404.html
          /blog/x                    | 404 /blog/404.html
          /blog/x/y/z                | 404 /blog/404.html
          /blogx/y                   | 404 /404.html
          /404                       | 200 /404.html
          /blog/404                  | 200 /blog/404.html
          /.well-known/security.txt  | 200 /.well-known/security.txt
          /.fairlead/hidden.txt      | 404
          /.fairlead/                | 404
          /%2Efairlead/hidden.txt    | 404
          /.well-known/acme-challenge/token | 404
          """)
  void answersWhatNoFileHas(String target, String answer) {
    assertThat(answer(target)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /m%C3%BCsli/gr%C3%B6%C3%9Fe          | 200 /müsli/größe.html
          /m%c3%bcsli/gr%C3%B6%C3%9Fe          | 307 /m%C3%BCsli/gr%C3%B6%C3%9Fe
          /m%C3%BCsli/gr%C3%B6%C3%9Fe.html?q=1 | 307 /m%C3%BCsli/gr%C3%B6%C3%9Fe?q=1
          /mu%CC%88sli/gro%CC%88%C3%9Fe        | 307 /m%C3%BCsli/gr%C3%B6%C3%9Fe
          /mÃ¼sli/grÃ¶%C3%9Fe                  | 307 /m%C3%BCsli/gr%C3%B6%C3%9Fe
          /a%20b.txt                           | 200 /a b.txt
          /a+b.txt                             | 404 /404.html
          /%61bout                             | 307 /about
          /%61bout?q=%61                       | 307 /about?q=%61
          /abou%74/                            | 307 /about
          /%5Bslug%5D/@modal.js                | 200 /[slug]/@modal.js
          /[slug]/@modal.js                    | 307 /%5Bslug%5D/@modal.js
          /%5Bslug%5D/%40modal.js              | 307 /%5Bslug%5D/@modal.js
          /100%25.txt                          | 200 /100%.txt
          /100%2525.txt                        | 404 /404.html
          /%61nything                          | 404 /404.html
          /about/?q=Ã¼                         | 307 /about?q=%C3%BC
          """)
  void decodesOnceAndLeadsToTheCanonicalAddress(String target, String answer) {
    assertThat(answer(target)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          about              | 400 NOT_ABSOLUTE
          *                  | 400 NOT_ABSOLUTE
          /.                 | 400 DOT_SEGMENT
          /..                | 400 DOT_SEGMENT
          /./about           | 400 DOT_SEGMENT
          /blog/../about     | 400 DOT_SEGMENT
          /blog/..           | 400 DOT_SEGMENT
          /blog/%2e%2E/about | 400 DOT_SEGMENT
          /blog/.%2e         | 400 DOT_SEGMENT
          /blog/...          | 404 /blog/404.html
          /blog/.hidden      | 404 /blog/404.html
          /blog%2ffirst      | 400 SEPARATOR
          /blog%2Ffirst      | 400 SEPARATOR
          /blog%5cfirst      | 400 SEPARATOR
          /blog\\first       | 400 SEPARATOR
          /about%00          | 400 CONTROL_CHARACTER
          /about%0d%0aX:y    | 400 CONTROL_CHARACTER
          /about%7f          | 400 CONTROL_CHARACTER
          /about%C2%85       | 400 CONTROL_CHARACTER
          /about%            | 400 MALFORMED
          /about%4           | 400 MALFORMED
          /about%zz          | 400 MALFORMED
          /about#top         | 400 MALFORMED
          /about%ff          | 400 NOT_UTF8
          /about%C0%AF       | 400 NOT_UTF8
          /about%ED%A0%80    | 400 NOT_UTF8
          /about%C3          | 400 NOT_UTF8
          """)
  void refusesPathsThatNoFileCanHave(String target, String answer) {
    assertThat(answer(target)).isEqualTo(answer);
  }

  @Test
  void refusesAPathOfMoreThan4096Bytes() {
    assertThat(answer("/" + "a".repeat(4095))).isEqualTo("404 /404.html");
    assertThat(answer("/" + "a".repeat(4096))).isEqualTo("400 TOO_LONG");
    assertThat(answer("/" + "/".repeat(4095))).isEqualTo("404 /404.html");
    assertThat(answer("/?" + "a".repeat(5000))).isEqualTo("200 /index.html");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          /deep/link     | navigate    | -                      | 200 /index.html
          /deep/link.js  | navigate    | -                      | 200 /index.html
          /deep/link?x=1 | navigate    | -                      | 200 /index.html
          /deep/link     | Navigate    | -                      | 200 /index.html
          /deep/link     | cors        | text/html              | 404
          /app.js        | no-cors     | */*                    | 404
          /deep/link     | -           | text/html,*/*;q=0.8    | 200 /index.html
          /deep/link     | -           | image/png, TEXT/HTML   | 200 /index.html
          /v1.2/users    | -           | text/html              | 200 /index.html
          /user/a.b      | -           | text/html              | 200 /index.html
          /app.js        | -           | text/html              | 404
          /app.JS        | -           | text/html              | 404
          /data.json     | -           | text/html              | 404
          /deep/link     | -           | application/json       | 404
          /deep/link     | -           | text/html;q=0, */*     | 404
          /deep/link     | -           | */*                    | 404
          /deep/link     | -           | -                      | 404
          /about         | -           | -                      | 200 /about.html
          /404           | navigate    | -                      | 200 /404.html
          /index.html    | navigate    | -                      | 307 /
          """)
  void aSinglePageApplicationAnswersNavigationsOnly(
      String target, @Nullable String fetchMode, @Nullable String accept, String answer) {
    Resolver resolver = resolver(NotFoundHandling.SINGLE_PAGE_APPLICATION, SITE);

    assertThat(answer(resolver, Answers.get(target).fetched(fetchMode, accept))).isEqualTo(answer);
  }

  @Test
  void aSinglePageApplicationPrefersIts200Page() {
    List<String> files = List.of("/index.html", "/200.html");
    Resolver resolver = resolver(NotFoundHandling.SINGLE_PAGE_APPLICATION, files);

    assertThat(answer(resolver, Answers.navigation("/deep"))).isEqualTo("200 /200.html");
    assertThat(answer(resolver, Answers.navigation("/"))).isEqualTo("200 /index.html");
  }

  @Test
  void aSinglePageApplicationWithoutAPageHasNothingToAnswer() {
    Resolver resolver =
        resolver(NotFoundHandling.SINGLE_PAGE_APPLICATION, List.of("/app.js", "/404.html"));

    assertThat(answer(resolver, Answers.navigation("/deep"))).isEqualTo("404");
  }

  @Test
  void withoutNotFoundHandlingNoPageIsSent() {
    Resolver resolver = resolver(NotFoundHandling.NONE, SITE);

    assertThat(answer(resolver, Answers.navigation("/blog/x"))).isEqualTo("404");
    assertThat(answer(resolver, Answers.navigation("/about"))).isEqualTo("200 /about.html");
  }

  @Test
  void aSiteWithoutA404PageHasAPlain404() {
    Resolver resolver = resolver(NotFoundHandling.NOT_FOUND_PAGE, List.of("/a/404.html"));

    assertThat(answer(resolver, Answers.navigation("/x"))).isEqualTo("404");
    assertThat(answer(resolver, Answers.navigation("/a/b/x"))).isEqualTo("404 /a/404.html");
    assertThat(answer(resolver, Answers.navigation("/"))).isEqualTo("404");
  }

  @Test
  void everyFileIsReachedInAtMostOneRedirect() {
    Resolver resolver = resolver(NotFoundHandling.NONE, SITE);
    for (String path : SITE) {
      if (path.startsWith("/.fairlead/") || path.startsWith("/.well-known/acme-challenge/")) {
        continue;
      }
      String answer = answer(resolver, Answers.navigation(RequestPath.encode(path)));
      if (answer.startsWith("307 ")) {
        answer = answer(resolver, Answers.navigation(answer.substring(4)));
      }
      assertThat(answer).isEqualTo("200 " + path);
    }
  }

  private static String answer(String target) {
    return Answers.of(resolver(NotFoundHandling.NOT_FOUND_PAGE, SITE), target);
  }

  private static String answer(Resolver resolver, SiteRequest request) {
    return Answers.of(resolver, request);
  }

  private static Resolver resolver(NotFoundHandling notFound, List<String> paths) {
    return new Resolver(Sites.manifest(notFound, paths));
  }
}
