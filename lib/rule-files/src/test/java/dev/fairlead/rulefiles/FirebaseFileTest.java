package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.HtmlHandling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FirebaseFileTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          **               | https://e.com/ | 301 /* -> https://e.com/ forced exact
          /**              | https://e.com/ | 301 /* -> https://e.com/ forced exact
          **/*             | https://e.com/ | 301 /* -> https://e.com/ forced exact
          /foo             | /b          | 301 /foo -> /b forced exact
          foo/bar          | /b          | 301 /foo/bar -> /b forced exact
          /foo/**          | /b          | 301 /foo/* -> /b forced exact
          /foo{,/**}       | /b          | 301 /foo/* -> /b forced
          /foo/*           | /b          | 301 /foo/:segment2 -> /b forced exact
          /*/foo           | /b          | 301 /:segment1/foo -> /b forced exact
          /blog/:post*     | /n/:post    | 301 /blog -> /n forced exact; 301 /blog/* -> /n/:splat forced exact
          /blog/:post*     | /n          | 301 /blog/* -> /n forced
          /blog/:post*     | https://e.com/:post* | 301 /blog/* -> https://e.com/:splat forced
          /users/:id/me    | /u/:id      | 301 /users/:id/me -> /u/:id forced exact
          """)
  void readsAGlob(String source, String destination, String rule) {
    assertThat(Read.redirect(RuleFileKind.FIREBASE, source, destination))
        .containsExactly(rule.split("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          **/*.@(js)   | The glob “**” in “**/*.@(js)” is not supported (expected: text, * or :name as a whole segment, or ** at the end, as in /assets/**).
          /*.html          | The glob “*.html” in “/*.html” is not supported (expected: text, * or :name as a whole segment, or ** at the end, as in /assets/**).
          /a/**/b          | The glob “**” in “/a/**/b” is not supported (expected: text, * or :name as a whole segment, or ** at the end, as in /assets/**).
          /!(a)            | The glob “!(a)” in “/!(a)” is not supported (expected: text, * or :name as a whole segment, or ** at the end, as in /assets/**).
          /{a,b}           | The glob “{a,b}” in “/{a,b}” is not supported (expected: text, * or :name as a whole segment, or ** at the end, as in /assets/**).
          /:id(\\\\\\\\d)  | The glob “:id(\\\\d)” in “/:id(\\\\d)” is not supported (expected: text, * or :name as a whole segment, or ** at the end, as in /assets/**).
          """)
  void refusesAGlob(String source, String sentence) {
    assertThat(Read.redirect(RuleFileKind.FIREBASE, source, "/b"))
        .containsExactly("ERROR firebase.json:2: " + sentence);
  }

  @Test
  void readsHosting() {
    SiteReading reading =
        Read.file(
            RuleFileKind.FIREBASE,
            """
            {
              // as the Firebase command line allows
              "firestore": {"rules": "firestore.rules"},
              "hosting": {
                "public": "dist",
                "ignore": ["firebase.json"],
                "cleanUrls": true,
                "trailingSlash": false,
                "redirects": [{"source": "/a", "destination": "/b", "type": 302}],
                "rewrites": [
                  {"source": "/fn/**", "function": "hello"},
                  {"source": "/run/**", "run": {"serviceId": "x"}},
                  {"regex": "/x.*", "destination": "/index.html"},
                  {"source": "**", "destination": "/app.html"}
                ],
                "headers": [
                  {"source": "/assets/**", "headers": [{"key": "X-A", "value": "b"}]}
                ],
                "i18n": {"root": "/localized"}
              }
            }
            """);

    assertThat(reading.htmlHandling()).isEqualTo(HtmlHandling.DROP_TRAILING_SLASH);
    assertThat(Read.lines(reading))
        .containsExactly(
            "302 /a -> /b forced exact",
            "200 /* -> /app.html exact",
            "/assets/*; x-a=b exact",
            "ERROR firebase.json:11: A rewrite to function is not supported: there are only files"
                + " and other hosts here.",
            "ERROR firebase.json:12: A rewrite to run is not supported: there are only files and"
                + " other hosts here.",
            "ERROR firebase.json:13: A regex is not supported; write a source such as /assets/**.",
            "ERROR firebase.json:19: i18n is not supported.",
            "WARNING firebase.json:6: ignore is not read here: set the output folder in the"
                + " project.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "predeploy": "make"        | WARNING firebase.json:1: predeploy is not run here: add it to the build command.
          "postdeploy": ["a", "b"]   | WARNING firebase.json:1: postdeploy is not run here: add it to the build command.
          "appAssociation": "AUTO"   | WARNING firebase.json:1: No app association files are made here: publish your own below /.well-known/.
          "trailingSlash": true      | WARNING firebase.json:1: cleanUrls is not set, but with trailingSlash HTML files answer without their extension here.
          "redirects": [{"source": "/a", "destination": "/b", "type": 404}] | ERROR firebase.json:1: type is 404, which is no redirect (expected: 301, 302, 303, 307 or 308).
          """)
  void isLoudAboutWhatItDoesNotDo(String key, String problem) {
    assertThat(Read.hosting(RuleFileKind.FIREBASE, key)).containsExactly(problem);
  }

  @Test
  void readsTheOnlySiteOfAList() {
    String site =
        "{\"target\": \"a\", \"redirects\": [{\"source\": \"/a\", \"destination\": \"/b\"}]}";

    assertThat(Read.lines(Read.file(RuleFileKind.FIREBASE, "{\"hosting\": [%s]}".formatted(site))))
        .containsExactly("301 /a -> /b forced exact");
    assertThat(
            Read.lines(
                Read.file(RuleFileKind.FIREBASE, "{\"hosting\": [%s, %s]}".formatted(site, site))))
        .containsExactly(
            "ERROR firebase.json:1: hosting has 2 sites, but a project here is one; nothing of it"
                + " is applied.");
    assertThat(Read.lines(Read.file(RuleFileKind.FIREBASE, "{\"functions\": {}}"))).isEmpty();
  }
}
