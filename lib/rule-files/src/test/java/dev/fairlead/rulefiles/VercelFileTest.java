package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.HtmlHandling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VercelFileTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /a             | /b              | 308 /a -> /b forced exact
          /a/            | /a              | 308 /a/ -> /a forced exact
          /:id/x         | /y/:id          | 308 /:id/x -> /y/:id forced exact
          /blog/:path*   | /news/:path*    | 308 /blog -> /news forced exact; 308 /blog/* -> /news/:splat forced exact
          /blog/:path*   | /news/:path     | 308 /blog -> /news forced exact; 308 /blog/* -> /news/:splat forced exact
          /a/:splatter/:path* | /x/:splatter/:path* | 308 /a/:splatter -> /x/:splatter forced exact; 308 /a/:splatter/* -> /x/:splatter/:splat forced exact
          /a/:splat_1/:path* | /x/:path*/:splat_1 | 308 /a/:splat_1 -> /x/:splat_1 forced exact; 308 /a/:splat_1/* -> /x/:splat/:splat_1 forced exact
          /blog/:path*   | /n?p=:path      | 308 /blog/* -> /n?p=:splat forced
          /:path*        | https://e.com/n/:path* | 308 / -> https://e.com/n forced exact; 308 /* -> https://e.com/n/:splat forced exact
          /blog/:path*   | /:path*         | 308 /blog/* -> /:splat forced
          /blog/(.*)     | /news/$1        | 308 /blog/* -> /news/:splat forced exact
          /blog/:p(.*)   | /news/:p        | 308 /blog/* -> /news/:splat forced exact
          /(.*)          | https://e.com/$1| 308 /* -> https://e.com/:splat forced exact
          /:path*        | https://e.com/:path* | 308 /* -> https://e.com/:splat forced
          /v1.2/a-b_c    | /c              | 308 /v1.2/a-b_c -> /c forced exact
          """)
  void readsASource(String source, String destination, String rule) {
    assertThat(Read.redirect(RuleFileKind.VERCEL, source, destination))
        .containsExactly(rule.split("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /((?!api/).*)     | /b    | The pattern “((?!api” in “/((?!api/).*)” is not supported (expected: text, :name, or at the end :name* or (.*)).
          /:id(\\\\\\\\d+)  | /b    | The pattern “:id(\\\\d+)” in “/:id(\\\\d+)” is not supported (expected: text, :name, or at the end :name* or (.*)).
          /a/(.*)/b         | /c    | The pattern “(.*)” in “/a/(.*)/b” is not supported (expected: text, :name, or at the end :name* or (.*)).
          /a/:p+            | /c    | The pattern “:p+” in “/a/:p+” is not supported (expected: text, :name, or at the end :name* or (.*)).
          /a/:p?            | /c    | The pattern “:p?” in “/a/:p?” is not supported (expected: text, :name, or at the end :name* or (.*)).
          /a/*              | /c    | The pattern “*” in “/a/*” is not supported (expected: text, :name, or at the end :name* or (.*)).
          /(.*).js          | /c    | The pattern “(.*).js” in “/(.*).js” is not supported (expected: text, :name, or at the end :name* or (.*)).
          /a{/b}?           | /c    | The pattern “a{” in “/a{/b}?” is not supported (expected: text, :name, or at the end :name* or (.*)).
          a                 | /c    | The source “a” must begin with /.
          /a                | /c/$1 | The target refers to “$1”, which the path does not capture.
          /a                | /:x*  | The target refers to “:x*”, which the path does not capture.
          /a                | c     | The target “c” must begin with /, https:// or http://.
          """)
  void refusesARegularExpression(String source, String destination, String sentence) {
    assertThat(Read.redirect(RuleFileKind.VERCEL, source, destination))
        .containsExactly("ERROR vercel.json:2: " + sentence);
  }

  @Test
  void readsStatusesRewritesAndHeaders() {
    SiteReading reading =
        Read.file(
            RuleFileKind.VERCEL,
            """
            {
              "$schema": "https://openapi.vercel.sh/vercel.json",
              "rewrites": [
                {"source": "/app/:path*", "destination": "/app.html"},
                {"source": "/api/(.*)", "destination": "https://api.example.com/$1"}
              ],
              "redirects": [
                {"source": "/a", "destination": "/x", "permanent": false},
                {"source": "/b", "destination": "/x", "permanent": true},
                {"source": "/c", "destination": "/x", "statusCode": 301}
              ],
              "headers": [
                {"source": "/(.*)", "headers": [
                  {"key": "X-Frame-Options", "value": "DENY"},
                  {"key": "Date", "value": "now"}
                ]}
              ]
            }
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "307 /a -> /x forced exact",
            "308 /b -> /x forced exact",
            "301 /c -> /x forced exact",
            "200 /app/* -> /app.html",
            "200 /api/* -> https://api.example.com/:splat exact",
            "/*; x-frame-options=DENY exact",
            "ERROR vercel.json:15: A site cannot set Date: the edge decides it for every answer.");
    assertThat(reading.htmlHandling()).isNull();
  }

  @Test
  void isLoudAboutWhatItDoesNotDo() {
    SiteReading reading =
        Read.file(
            RuleFileKind.VERCEL,
            """
            {
              "functions": {"api/x.js": {"memory": 128}},
              "routes": [],
              "crons": [],
              "buildCommand": "make",
              "somethingNew": true,
              "redirects": [
                {"source": "/a", "destination": "/b", "has": [{"type": "host", "value": "x"}]},
                {"source": "/a", "destination": "/b", "missing": []},
                {"source": "/a", "destination": "/b", "permanent": true, "statusCode": 301},
                {"source": "/a", "destination": "/b", "statusCode": 200.5},
                {"destination": "/b"}
              ],
              "rewrites": {"source": "/a"}
            }
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "ERROR vercel.json:2: functions is not supported: functions cannot be deployed.",
            "ERROR vercel.json:3: routes is not supported: write redirects, rewrites and headers"
                + " instead.",
            "ERROR vercel.json:4: crons is not supported: there is no scheduler here.",
            "ERROR vercel.json:6: somethingNew is not supported: it is not known.",
            "ERROR vercel.json:8: “has” is not supported here, so the whole rule is left out.",
            "ERROR vercel.json:9: “missing” is not supported here, so the whole rule is left out.",
            "ERROR vercel.json:10: A redirect has statusCode or permanent, not both.",
            "ERROR vercel.json:11: statusCode is a fraction (expected: a whole number).",
            "ERROR vercel.json:12: The key source is missing here.",
            "ERROR vercel.json:14: rewrites is an object (expected: a list).",
            "WARNING vercel.json:5: buildCommand is not read here: set the commands, their"
                + " variables and the folders in the project.");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"cleanUrls\": true', AUTO_TRAILING_SLASH",
    "'\"cleanUrls\": false', NONE",
    "'\"cleanUrls\": true, \"trailingSlash\": true', FORCE_TRAILING_SLASH",
    "'\"cleanUrls\": true, \"trailingSlash\": false', DROP_TRAILING_SLASH"
  })
  void readsHowHtmlFilesAreAddressed(String keys, HtmlHandling handling) {
    SiteReading reading = Read.file(RuleFileKind.VERCEL, "{" + keys + "}");

    assertThat(reading.htmlHandling()).isEqualTo(handling);
    assertThat(reading.rules().problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"trailingSlash\": true', FORCE_TRAILING_SLASH, not set",
    "'\"trailingSlash\": false', DROP_TRAILING_SLASH, not set",
    "'\"cleanUrls\": false, \"trailingSlash\": true', FORCE_TRAILING_SLASH, false"
  })
  void warnsThatASlashTurnsCleanAddressesOn(String keys, HtmlHandling handling, String said) {
    SiteReading reading = Read.file(RuleFileKind.VERCEL, "{" + keys + "}");

    assertThat(reading.htmlHandling()).isEqualTo(handling);
    assertThat(Read.lines(reading))
        .containsExactly(
            "WARNING vercel.json:1: cleanUrls is %s, but with trailingSlash HTML files answer without their extension here."
                .formatted(said));
  }

  @Test
  void withoutTrailingSlashesARuleIsForBoth() {
    SiteReading reading =
        Read.file(
            RuleFileKind.VERCEL,
            """
            {"cleanUrls": true, "trailingSlash": false,
             "redirects": [{"source": "/old", "destination": "/b"}],
             "rewrites": [
               {"source": "/in/(.*)", "destination": "/b"},
               {"source": "/(.*)", "destination": "/app"}]}
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "308 /old -> /b forced",
            "200 /in/* -> /b exact",
            "200 /* -> /app exact",
            "WARNING vercel.json:1: trailingSlash redirects to the addresses of files; what only"
                + " “/(.*)” (line 5) answers is the same page with and without a slash.");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 410, 451})
  void refusesARedirectThatRedirectsNowhere(int status) {
    assertThat(
            Read.hosting(
                RuleFileKind.VERCEL,
                "\"redirects\": [{\"source\": \"/a\", \"destination\": \"/b\", \"statusCode\": %d}]"
                    .formatted(status)))
        .containsExactly(
            "ERROR vercel.json:1: statusCode is %d, which is no redirect (expected: 301, 302, 303, 307 or 308)."
                .formatted(status));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ignoreCommand    | every deployment that is asked for is built
          git              | every deployment that is asked for is built
          github           | every deployment that is asked for is built
          alias            | a project has its own addresses and owner
          scope            | a project has its own addresses and owner
          regions          | files are served where the platform runs
          passiveRegions   | files are served where the platform runs
          fluid            | files are served where the platform runs
          public           | sources and logs are for the owner alone
          bunVersion       | set the commands, their variables and the folders in the project
          """)
  void warnsOfASettingThatIsNotRead(String key, String advice) {
    assertThat(Read.hosting(RuleFileKind.VERCEL, "\"%s\": true".formatted(key)))
        .containsExactly("WARNING vercel.json:1: %s is not read here: %s.".formatted(key, advice));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          []                    | ERROR vercel.json:1: The file is no JSON object; it is not used.
          null                  | ERROR vercel.json:1: The file is no JSON object; it is not used.
          {} {}                 | ERROR vercel.json:1: Something follows the JSON object; it is not used.
          {"cleanUrls": "yes"}  | ERROR vercel.json:1: cleanUrls is the text “yes” (expected: true or false).
          """)
  void refusesAnotherDocument(String text, String problem) {
    assertThat(Read.lines(Read.file(RuleFileKind.VERCEL, text))).containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"a": 1,              | 1
          {"a": 1, "a": 2}      | 1
          {"a": nope}           | 1
          ~{\n"a":\n"b~         | 3
          """)
  void namesTheLineThatIsNoJson(String text, int line) {
    assertThat(Read.lines(Read.file(RuleFileKind.VERCEL, text)))
        .singleElement()
        .asString()
        .startsWith(
            "ERROR vercel.json:%d: The file is not valid JSON and not used: ".formatted(line));
  }

  @Test
  void survivesBracketsWithoutEnd() {
    assertThat(Read.lines(Read.file(RuleFileKind.VERCEL, "{\"a\":" + "[".repeat(100_000))))
        .containsExactly(
            "ERROR vercel.json:1: The file is nested deeper than 32 levels or has a number too"
                + " long; it is not used.");
  }
}
