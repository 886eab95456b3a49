package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetlifyFileTest {

  @Test
  void readsRedirectsAndHeaders() {
    SiteReading reading =
        Read.file(
            RuleFileKind.NETLIFY,
            """
            [dev]
              port = 3000

            [[redirects]]
              from = "/old/*"
              to = "/new/:splat"
              status = 302
              force = true

            [[redirects]]
              from = "/store"
              to = "/blog/:id"
              query = {id = ":id"}
              conditions = {Language = ["en", "de"], Country = ["US"], Cookie = ["beta"]}

            [[redirects]]
              from = "/plain"
              to = "/other"
              [redirects.query]
                page = "7"

            [[headers]]
              for = "/*"
              [headers.values]
                X-Frame-Options = "DENY"
                cache-control = '''
                max-age=0,
                no-cache,
                must-revalidate'''
                Link = ["</a.css>; rel=preload", "</b.js>; rel=preload"]
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "302 /old/* -> /new/:splat forced",
            "301 /store ?id=:id country=US language=de language=en cookie=beta -> /blog/:id",
            "301 /plain ?page=7 -> /other",
            "/*; x-frame-options=DENY; cache-control=max-age=0, no-cache, must-revalidate;"
                + " link=</a.css>; rel=preload, </b.js>; rel=preload");
    assertThat(reading.rules().redirects().get(1).source()).hasToString("netlify.toml:10");
  }

  @Test
  void isLoudAboutWhatItDoesNotDo() {
    SiteReading reading =
        Read.file(
            RuleFileKind.NETLIFY,
            """
            strange = 1

            [build]
              command = "make"

            [functions]
              node_bundler = "esbuild"

            [[edge_functions]]
              path = "/x"
              function = "f"

            [[plugins]]
              package = "p"

            [context.production]
              command = "make all"

            [[redirects]]
              from = "/api/*"
              to = "/.netlify/functions/:splat"
              status = 200

            [[redirects]]
              from = "/admin"
              to = "/x"
              conditions = {Role = ["admin"]}

            [[redirects]]
              from = "/search"
              to = "https://api.example.com"
              status = 200
              signed = "SECRET"
              [redirects.headers]
                X-From = "Netlify"

            [[redirects]]
              from = "/a"

            [[redirects]]
              from = "/a"
              to = "/b"
              status = "301"

            [[headers]]
              for = "/*"
              [headers.values]
                X-Kept = "yes"
                Content-Length = "1"
                X-Number = 1
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "/*; x-kept=yes",
            "ERROR netlify.toml:1: [strange] is not known.",
            "ERROR netlify.toml:6: [functions] is not supported: functions cannot be deployed.",
            "ERROR netlify.toml:9: [edge_functions] is not supported: functions cannot be"
                + " deployed.",
            "ERROR netlify.toml:13: [plugins] is not supported: add what they do to the build"
                + " command.",
            "ERROR netlify.toml:21: “/.netlify/functions/:splat” is a service of Netlify that is"
                + " not here; functions cannot be deployed.",
            "ERROR netlify.toml:27: The condition Role is not supported: there are no visitors'"
                + " accounts here; the rule is left out.",
            "ERROR netlify.toml:33: “signed, headers” is not supported here, so the whole rule is"
                + " left out.",
            "ERROR netlify.toml:37: The key to is missing here.",
            "ERROR netlify.toml:43: status is the text “301” (expected: a whole number).",
            "ERROR netlify.toml:49: A site cannot set Content-Length: it belongs to the"
                + " connection.",
            "ERROR netlify.toml:50: X-Number is the number 1 (expected: a text or a list of"
                + " texts).",
            "WARNING netlify.toml:4: [build] command is not read here: set the commands, their"
                + " variables and the folders in the project.",
            "WARNING netlify.toml:16: [context] is not read here: every deployment is built with"
                + " the same settings.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          form = "/typo" ; to = "/b"                      | 2: The key from is missing here, and “form” is not supported here.
          form = "/typo" ; too = "/b"                     | 2: The keys from and to are missing here, and “form, too” is not supported here.
          to = "/b"                                       | 1: The key from is missing here.
          from = "/a" ; to = "/b" ; status = 299          | 4: The status is 299 (expected: 200, 301, 302, 303, 307, 308, 404, 410 or 451).
          to = "/b" ; from = "/*.js"                      | 3: A * must be a whole segment, as in /blog/*; “*.js” has more in that segment.
          from = "/a" ; to = "b"                          | 3: The target “b” must begin with /, https:// or http://.
          from = "/a" ; to = 1                            | 3: to is the number 1 (expected: a text).
          from = "/a" ; to = "/b" ; query = {a = 1}       | 4: a is the number 1 (expected: a text).
          from = "/a" ; to = "/b" ; [redirects.query] ; a = ":-" | 5: “:-” is no placeholder (expected: a name of letters, digits and _, such as :id).
          from = "/a" ; to = "/b" ; force = "yes"         | 4: force is the text “yes” (expected: true or false).
          from = "/a" ; to = "/a"                         | 1: The target of “/a” is the path itself, so the rule is left out; addresses with and without trailing slash are the same to a rule, see HTML handling.
          """)
  void namesTheLineOfTheKey(String lines, String problem) {
    SiteReading reading =
        Read.file(RuleFileKind.NETLIFY, "[[redirects]]\n" + lines.replace(" ; ", "\n"));

    assertThat(Read.lines(reading)).containsExactly("ERROR netlify.toml:" + problem);
  }

  @Test
  void namesTheLineOfAKeyOfHeaders() {
    SiteReading reading =
        Read.file(
            RuleFileKind.NETLIFY,
            """
            [[headers]]
              values = {X-A = "1"}
              for = "*"
            [[headers]]
              four = "/*"
            [[redirects]]
              from = "/a"
              to = "/b/:id"
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "301 /a -> /b/:id",
            "ERROR netlify.toml:3: The path “*” must begin with /, or with https:// and a host.",
            "ERROR netlify.toml:5: The key for is missing here, and “four” is not supported here.",
            "WARNING netlify.toml:8: The target has :id in it, which nothing in the path or the"
                + " query captures; it stays as it is.");
  }

  @Test
  void namesTheLineThatIsNoToml() {
    SiteReading reading =
        Read.file(RuleFileKind.NETLIFY, "[[redirects]]\n  from = \"/a\"\n  to = /b\n");

    assertThat(Read.lines(reading))
        .singleElement()
        .asString()
        .startsWith("ERROR netlify.toml:3: The file is not valid TOML and not used: ");
  }

  @Test
  void survivesBracketsWithoutEnd() {
    for (String text : new String[] {"x=" + "[".repeat(100_000), "x=" + "{a=".repeat(100_000)}) {
      assertThat(Read.lines(Read.file(RuleFileKind.NETLIFY, text)))
          .containsExactly(
              "ERROR netlify.toml: The file is nested deeper than 32 levels; it is not used.");
    }
  }

  @Test
  void bracketsInTextsAreNoNesting() {
    String text =
        """
        [[redirects]]
        from = "/a"
        to = '/b'
        conditions = {Cookie = ["a", 'b']} # [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
        [[headers]]
        for = "/*"
        [headers.values]
        x-a = "%1$s\\"%1$s"
        x-b = '%1$s'
        x-c = '''%1$s'%1$s'''
        """
            .formatted("[".repeat(40));

    assertThat(Read.file(RuleFileKind.NETLIFY, text).rules().problems()).isEmpty();
  }
}
