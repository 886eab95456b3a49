package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.rules.SiteRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each row is a request and its whole answer in each of the four modes. */
final class HtmlHandlingTest {
  private static final List<String> SITE =
      List.of(
          "/index.html",
          "/about.html",
          "/blog/index.html",
          "/blog/first.html",
          "/dual.html",
          "/dual/index.html",
          "/LICENSE",
          "/both",
          "/both.html",
          "/folder",
          "/folder/index.html",
          "/page.html/index.html",
          "/twice.html.html",
          "/.html",
          "/sub/.html",
          "/docs/index/index.html",
          "/a b.html",
          "/app.js",
          "/404.html");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /                     | 200 /index.html            | 200 /index.html            | 200 /index.html            | 200 /index.html
          /?q                   | 200 /index.html            | 200 /index.html            | 200 /index.html            | 200 /index.html
          /index                | 307 /                      | 307 /                      | 307 /                      | 404 /404.html
          /index/               | 307 /                      | 307 /                      | 307 /                      | 404 /404.html
          /index.html           | 307 /                      | 307 /                      | 307 /                      | 200 /index.html
          /index.html?q=1       | 307 /?q=1                  | 307 /?q=1                  | 307 /?q=1                  | 200 /index.html
          /about                | 200 /about.html            | 307 /about/                | 200 /about.html            | 404 /404.html
          /about/               | 307 /about                 | 200 /about.html            | 307 /about                 | 404 /404.html
          /about.html           | 307 /about                 | 307 /about/                | 307 /about                 | 200 /about.html
          /about?a=b            | 200 /about.html            | 307 /about/?a=b            | 200 /about.html            | 404 /404.html
          /about/?a=b           | 307 /about?a=b             | 200 /about.html            | 307 /about?a=b             | 404 /404.html
          /about//              | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /about.html/          | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /About                | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /blog                 | 307 /blog/                 | 307 /blog/                 | 200 /blog/index.html       | 404 /404.html
          /blog/                | 200 /blog/index.html       | 200 /blog/index.html       | 307 /blog                  | 200 /blog/index.html
          /blog?page=2          | 307 /blog/?page=2          | 307 /blog/?page=2          | 200 /blog/index.html       | 404 /404.html
          /blog/?page=2         | 200 /blog/index.html       | 200 /blog/index.html       | 307 /blog?page=2           | 200 /blog/index.html
          /blog/index           | 307 /blog/                 | 307 /blog/                 | 307 /blog                  | 404 /404.html
          /blog/index/          | 307 /blog/                 | 307 /blog/                 | 307 /blog                  | 404 /404.html
          /blog/index.html      | 307 /blog/                 | 307 /blog/                 | 307 /blog                  | 200 /blog/index.html
          /blog//               | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /blog/first           | 200 /blog/first.html       | 307 /blog/first/           | 200 /blog/first.html       | 404 /404.html
          /blog/first/          | 307 /blog/first            | 200 /blog/first.html       | 307 /blog/first            | 404 /404.html
          /blog/first.html      | 307 /blog/first            | 307 /blog/first/           | 307 /blog/first            | 200 /blog/first.html
          /dual                 | 200 /dual.html             | 200 /dual.html             | 200 /dual.html             | 404 /404.html
          /dual/                | 200 /dual/index.html       | 200 /dual/index.html       | 200 /dual/index.html       | 200 /dual/index.html
          /dual.html            | 307 /dual                  | 307 /dual                  | 307 /dual                  | 200 /dual.html
          /dual/index           | 307 /dual/                 | 307 /dual/                 | 307 /dual/                 | 404 /404.html
          /dual/index.html      | 307 /dual/                 | 307 /dual/                 | 307 /dual/                 | 200 /dual/index.html
          /LICENSE              | 200 /LICENSE               | 200 /LICENSE               | 200 /LICENSE               | 200 /LICENSE
          /LICENSE/             | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /LICENSE.html         | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /both                 | 200 /both                  | 200 /both                  | 200 /both                  | 200 /both
          /both/                | 404 /404.html              | 200 /both.html             | 404 /404.html              | 404 /404.html
          /both.html            | 200 /both.html             | 307 /both/                 | 200 /both.html             | 200 /both.html
          /folder               | 200 /folder                | 200 /folder                | 200 /folder                | 200 /folder
          /folder/              | 200 /folder/index.html     | 200 /folder/index.html     | 200 /folder/index.html     | 200 /folder/index.html
          /folder/index.html    | 307 /folder/               | 307 /folder/               | 307 /folder/               | 200 /folder/index.html
          /page.html            | 307 /page.html/            | 307 /page.html/            | 200 /page.html/index.html  | 404 /404.html
          /page.html/           | 200 /page.html/index.html  | 200 /page.html/index.html  | 307 /page.html             | 200 /page.html/index.html
          /page                 | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /twice.html           | 200 /twice.html.html       | 307 /twice.html/           | 200 /twice.html.html       | 404 /404.html
          /twice.html.html      | 307 /twice.html            | 307 /twice.html/           | 307 /twice.html            | 200 /twice.html.html
          /twice                | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /.html                | 200 /.html                 | 200 /.html                 | 200 /.html                 | 200 /.html
          /sub/.html            | 200 /sub/.html             | 200 /sub/.html             | 200 /sub/.html             | 200 /sub/.html
          /sub/                 | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /sub//                | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /docs/index           | 307 /docs/index/           | 307 /docs/index/           | 200 /docs/index/index.html | 404 /404.html
          /docs/index/          | 200 /docs/index/index.html | 200 /docs/index/index.html | 307 /docs/index            | 200 /docs/index/index.html
          /docs/                | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /docs                 | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /a%20b                | 200 /a b.html              | 307 /a%20b/                | 200 /a b.html              | 404 /404.html
          /%61%20b              | 307 /a%20b                 | 307 /a%20b/                | 307 /a%20b                 | 404 /404.html
          /%61bout/?x           | 307 /about?x               | 307 /about/?x              | 307 /about?x               | 404 /404.html
          /%61pp.js             | 307 /app.js                | 307 /app.js                | 307 /app.js                | 307 /app.js
          /app.js               | 200 /app.js                | 200 /app.js                | 200 /app.js                | 200 /app.js
          /app.js/              | 404 /404.html              | 404 /404.html              | 404 /404.html              | 404 /404.html
          /404                  | 200 /404.html              | 307 /404/                  | 200 /404.html              | 404 /404.html
          /404.html             | 307 /404                   | 307 /404/                  | 307 /404                   | 200 /404.html
          """)
  void answersAsTheModeSays(String target, String auto, String force, String drop, String none) {
    assertThat(answer(HtmlHandling.AUTO_TRAILING_SLASH, target)).isEqualTo(auto);
    assertThat(answer(HtmlHandling.FORCE_TRAILING_SLASH, target)).isEqualTo(force);
    assertThat(answer(HtmlHandling.DROP_TRAILING_SLASH, target)).isEqualTo(drop);
    assertThat(answer(HtmlHandling.NONE, target)).isEqualTo(none);
  }

  @ParameterizedTest
  @EnumSource
  void everyFileIsReachedInAtMostOneRedirect(HtmlHandling handling) {
    for (String path : SITE) {
      String answer = answer(handling, RequestPath.encode(path));
      if (answer.startsWith("307 ")) {
        answer = answer(handling, answer.substring(4));
      }
      assertThat(answer).isEqualTo("200 " + path);
    }
  }

  @Test
  void aFolderThatIsNamedIndexHidesNoPage() {
    List<String> files = List.of("/docs/index.html", "/docs/index/index.html");
    Resolver resolver = Answers.resolver(SiteRules.NONE, files);

    assertThat(Answers.of(resolver, "/docs/")).isEqualTo("200 /docs/index.html");
    assertThat(Answers.of(resolver, "/docs/index/")).isEqualTo("200 /docs/index/index.html");
    assertThat(Answers.of(resolver, "/docs/index")).isEqualTo("307 /docs/");
  }

  private static String answer(HtmlHandling handling, String target) {
    return Answers.of(Answers.resolver(handling, SiteRules.NONE, SITE), target);
  }
}
