package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is a line of {@code _redirects} and the whole of what is read from it. */
final class RedirectsFileTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /a /b                                 | 301 /a -> /b
          /a /b 302                             | 302 /a -> /b
          /a /b 303                             | 303 /a -> /b
          /a /b 307                             | 307 /a -> /b
          /a /b 308                             | 308 /a -> /b
          /a /b 200                             | 200 /a -> /b
          /a /b 404                             | 404 /a -> /b
          /a /b 410                             | 410 /a -> /b
          /a /b 451                             | 451 /a -> /b
          /a /b 301!                            | 301 /a -> /b forced
          /a /b 200!                            | 200 /a -> /b forced
          /a /b # moved in May                  | 301 /a -> /b
          /a /b 302 # moved in May              | 302 /a -> /b
          /a /b#part 302                        | 302 /a -> /b#part
          /a /#/app 302                         | 302 /a -> /#/app
          /a https://example.com                | 301 /a -> https://example.com/
          /a HTTPS://example.com/x?y#z          | 301 /a -> https://example.com/x?y#z
          /a http://example.com:8080/x          | 301 /a -> http://example.com:8080/x
          /blog/* /news/:splat                  | 301 /blog/* -> /news/:splat
          /* /app.html 200                      | 200 /* -> /app.html
          /blog/:year/:slug /:year-:slug        | 301 /blog/:year/:slug -> /:year-:slug
          /a/*/b /c/:splat                      | 301 /a/*/b -> /c/:splat
          /a:b /c                               | 301 /a:b -> /c
          /store id=:id /blog/:id               | 301 /store ?id=:id -> /blog/:id
          /store id=7 page=:page /b/:page 302   | 302 /store ?id=7 ?page=:page -> /b/:page
          /store q=a=b /x                       | 301 /store ?q=a=b -> /x
          / /de 302 Language=de                 | 302 / language=de -> /de
          / /de 302 Language=de,de-AT,EN        | 302 / language=de language=de-at language=en -> /de
          / /eu 302 Country=de,Fr               | 302 / country=DE country=FR -> /eu
          / /eu 302 country=de language=fr      | 302 / country=DE language=fr -> /eu
          /a /beta 200! Cookie=beta,is_beta     | 200 /a cookie=beta cookie=is_beta -> /beta forced
          / /de Language=de                     | 301 / language=de -> /de
          http://example.com/* https://example.com/:splat 301! | 301 http://example.com/* -> https://example.com/:splat forced
          https://www.example.com/a /b          | 301 https://www.example.com/a -> /b
          https://www.Example.com /b            | 301 https://www.example.com/ -> /b
          /api/* https://api.example.com/:splat 200 | 200 /api/* -> https://api.example.com/:splat
          /café /kaffee                         | 301 /caf%C3%A9 -> /kaffee
          /caf%C3%A9 /größe                     | 301 /caf%C3%A9 -> /gr%C3%B6%C3%9Fe
          /a<b> /c{d}                           | 301 /a%3Cb%3E -> /c%7Bd%7D
          //a /b                                | 301 //a -> /b
          /a /../b                              | 301 /a -> /../b
          /a https://e.com:65535/x%2fy          | 301 /a -> https://e.com:65535/x%2fy
          /a https://e.com:/x                   | 301 /a -> https://e.com:/x
          /a /b?x=1                             | 301 /a -> /b?x=1
          /a/ /c/                               | 301 /a/ -> /c/
          """)
  void readsARule(String line, String rule) {
    SiteReading reading = Read.file(RuleFileKind.REDIRECTS, line);

    assertThat(Read.lines(reading)).containsExactly(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /a                         | Where the rule leads is missing; write it after the path: /a /new 301
          /a 301                     | Where the rule leads is missing: “301” is neither a path, an absolute URL nor a query parameter.
          /admin/* 200               | Where the rule leads is missing: “200” is neither a path, an absolute URL nor a query parameter.
          /a b                       | Where the rule leads is missing: “b” is neither a path, an absolute URL nor a query parameter.
          /a /b 300                  | The status is 300 (expected: 200, 301, 302, 303, 307, 308, 404, 410 or 451).
          /a /b 304                  | The status is 304 (expected: 200, 301, 302, 303, 307, 308, 404, 410 or 451).
          /a /b 500                  | The status is 500 (expected: 200, 301, 302, 303, 307, 308, 404, 410 or 451).
          /a /b 3000                 | The status is 3000 (expected: 200, 301, 302, 303, 307, 308, 404, 410 or 451).
          /a /b 301 302              | “302” is not understood (expected: a status such as 301, or a condition such as Language=en).
          /a /b /c                   | “/c” is not understood (expected: a status such as 301, or a condition such as Language=en).
          /a /b 301 forever          | “forever” is not understood (expected: a status such as 301, or a condition such as Language=en).
          /a /b 301 Language=de,     | “” cannot be a condition's value (expected: such as en or en-gb).
          /a /b 301 Language=english | “english” cannot be a condition's value (expected: such as en or en-gb).
          /a /b permanent            | “permanent” is not understood (expected: a status such as 301, or a condition such as Language=en).
          /a /b 301 Country=         | “Country=” is not understood (expected: a status such as 301, or a condition such as Language=en).
          /a /b 301 Country=deu      | “DEU” cannot be a condition's value (expected: such as DE).
          /a /b 301 Language=e_n     | “e_n” cannot be a condition's value (expected: such as en or en-gb).
          /a /b 200 Role=admin       | The condition Role is not supported: there are no visitors' accounts here; the rule is left out.
          /a /b 200 Sign=SECRET      | The condition “Sign” is not known (expected: Country, Language or Cookie).
          /a =1 /b                   | “=1” is not understood (expected: a status such as 301, or a condition such as Language=en).
          /a x= /b                   | “x=” is not understood (expected: a status such as 301, or a condition such as Language=en).
          /a x=1 x=2 /b              | The query parameter “x” is there twice; write it once.
          /a x=: /b                  | “:” is no placeholder (expected: a name of letters, digits and _, such as :id).
          /a ftp://example.com/x     | The target “ftp://example.com/x” must begin with /, https:// or http://.
          /a javascript://alert(1)   | The target “javascript://alert(1)” must begin with /, https:// or http://.
          /a //evil.example/x        | The target “//evil.example/x” begins with //, which leads to another host; write https:// in front of it.
          /a https://:x.example.com/ | The host “:x.example.com” has a placeholder in it; write the whole host name.
          /a/* https://:splat/       | The host “:splat” has a placeholder in it; write the whole host name.
          /a/* https://x.:splat/     | The host “x.:splat” has a placeholder in it; write the whole host name.
          /a/* https://x:splat/      | “x:splat” is no host name (expected: letters, digits, hyphens and dots).
          /a https://*.example.com/  | The host “*.example.com” has a placeholder in it; write the whole host name.
          /a https://u:p@example.com | The URL has a user name or password in front of its host; remove it.
          /a https://exa_mple.com/   | “exa_mple.com” is no host name (expected: letters, digits, hyphens and dots).
          /a https:///x              | “” is no host name (expected: letters, digits, hyphens and dots).
          /a https://[::1]/x         | “[::1]” is no host name (expected: letters, digits, hyphens and dots).
          /a https://127.0.0.1/ 200 | The host “127.0.0.1” is not on the public internet, so the edge will not ask it; write a public one.
          /a https://169.254.169.254/x 200 | The host “169.254.169.254” is not on the public internet, so the edge will not ask it; write a public one.
          /a https://localhost:8080/ 200 | The host “localhost” is not on the public internet, so the edge will not ask it; write a public one.
          /a https://db.internal/ 200 | The host “db.internal” is not on the public internet, so the edge will not ask it; write a public one.
          /a http://example.com/ 200 | A rewrite to another host must use https://; “http://example.com/” does not.
          /a https://example.com 404 | A rule with status 404 needs a page of this site as its target.
          /a /b#c 200                | A rule with status 200 cannot have a target with a fragment (#); only a redirect can.
          /a /b/../c 200             | The target “/b/../c” has a . or .. segment; write the path it means.
          /x/* /y/../:splat          | The target “/y/../:splat” has a . or .. segment; write the path it means.
          /x/* /%2e/:splat 302       | The target “/%2e/:splat” has a . or .. segment; write the path it means.
          /x/* https://e.com/../:splat | The target “https://e.com/../:splat” has a . or .. segment; write the path it means.
          /a /\\evil.example        | The target “/\\evil.example” cannot be answered, since all requests for it are refused. The path has a backslash, or an encoded slash or backslash, in it.
          /a /b%2fc                  | The target “/b%2fc” cannot be answered, since all requests for it are refused. The path has a backslash, or an encoded slash or backslash, in it.
          /a /b%ff                   | The target “/b%ff” cannot be answered, since all requests for it are refused. The path is not valid UTF-8 after decoding.
          /a https://e.com:0/        | The port of “e.com:0” is 0 (expected: 1–65535).
          /a https://e.com:99999/x   | The port of “e.com:99999” is 99999 (expected: 1–65535).
          /a https://e.com:65536 200 | The port of “e.com:65536” is 65536 (expected: 1–65535).
          /a /.netlify/functions/f 200 | “/.netlify/functions/f” is a service of Netlify that is not here; functions cannot be deployed.
          a /b                       | The path “a” must begin with /, or with https:// and a host.
          /a?x=1 /b                  | The path “/a?x=1” has a query in it; in _redirects write its parameters after the path: /store id=:id.
          /a#x /b                    | The path “/a#x” has a fragment in it, which browsers never send; remove it.
          /a* /b                     | A * must be a whole segment, as in /blog/*; “a*” has more in that segment.
          /*.js /b                   | A * must be a whole segment, as in /blog/*; “*.js” has more in that segment.
          /a/** /b                   | A * must be a whole segment, as in /blog/*; “**” has more in that segment.
          /:id.html /b               | “:id.html” is no placeholder (expected: a whole segment such as :id, of letters, digits and _).
          /: /b                      | “:” is no placeholder (expected: a whole segment such as :id, of letters, digits and _).
          /:id/:id /b                | The placeholder :id is there twice; give the second another name.
          /:splat /b                 | The name :splat is what * matched; write * or another name.
          /a/../b /c                 | No request matches “/a/../b”, since all such requests are refused. The path has a segment . or .. in it.
          /a/%2e%2E/b /c             | No request matches “/a/%2e%2E/b”, since all such requests are refused. The path has a segment . or .. in it.
          /a%2Fb /c                  | No request matches “/a%2Fb”, since all such requests are refused. The path has a backslash, or an encoded slash or backslash, in it.
          /bad%ff /b                 | No request matches “/bad%ff”, since all such requests are refused. The path is not valid UTF-8 after decoding.
          /a%01 /b                   | No request matches “/a%01”, since all such requests are refused. The path has a control character in it.
          /a\\b /c                  | No request matches “/a%5Cb”, since all such requests are refused. The path has a backslash, or an encoded slash or backslash, in it.
          /x/../:splat /b            | No request matches “/x/../:splat”, since all such requests are refused. The path has a segment . or .. in it.
          /x%2 /b                    | “/x%2” has a % that is not followed by two hexadecimal digits; write %25.
          /a%zz /b                   | “/a%zz” has a % that is not followed by two hexadecimal digits; write %25.
          /a /100%                   | “/100%” has a % that is not followed by two hexadecimal digits; write %25.
          /.fairlead/health /b       | “/.fairlead/health” belongs to the platform; no rule applies to it.
          /.well-known/acme-challenge/* /b | “/.well-known/acme-challenge/*” belongs to the platform; no rule applies to it.
          https://example.com:8443/a /b | A rule cannot be for one port; write “https://example.com:8443/a” without it.
          https://:p.pages.dev/* /b  | The host “:p.pages.dev” has a placeholder in it; write the whole host name.
          /a /a                      | The target of “/a” is the path itself, so the rule is left out; addresses with and without trailing slash are the same to a rule, see HTML handling.
          /a /a/                     | The target of “/a” is the path itself, so the rule is left out; addresses with and without trailing slash are the same to a rule, see HTML handling.
          /a/* /a/:splat             | The target of “/a/*” is the path itself, so the rule is left out; addresses with and without trailing slash are the same to a rule, see HTML handling.
          /* /:splat 200             | The target of “/*” is the path itself, so the rule is left out; addresses with and without trailing slash are the same to a rule, see HTML handling.
          /a /a#top 301              | The target of “/a” is the path itself, so the rule is left out; addresses with and without trailing slash are the same to a rule, see HTML handling.
          https://example.com/a https://example.com/a | The target of “https://example.com/a” is the path itself, so the rule is left out; addresses with and without trailing slash are the same to a rule, see HTML handling.
          """)
  void refusesARule(String line, String sentence) {
    SiteReading reading = Read.file(RuleFileKind.REDIRECTS, line);

    assertThat(Read.lines(reading)).containsExactly("ERROR _redirects:1: " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /a /b              | 302 /a -> /b forced exact
          /a /b 301          | 301 /a -> /b forced exact
          /a /b 200          | 200 /a -> /b forced exact
          /blog/* /n/:splat  | 302 /blog/* -> /n/:splat forced exact
          /a /a/             | 302 /a -> /a/ forced exact
          /a/ /a             | 302 /a/ -> /a forced exact
          """)
  void readsAsCloudflareWould(String line, String rule) {
    SiteReading reading =
        Read.file(RuleFileKind.REDIRECTS, "# profile: cloudflare\n%s\n".formatted(line));

    assertThat(Read.lines(reading)).containsExactly(rule);
  }

  @Test
  void countsLinesAndGoesOnAfterAProblem() {
    SiteReading reading =
        Read.file(
            RuleFileKind.REDIRECTS,
            """
            # old pages

            /a /b
              /c    nowhere\t
            \t/d\t/e\t302\r
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "301 /a -> /b",
            "302 /d -> /e",
            "ERROR _redirects:4: Where the rule leads is missing: “nowhere” is neither a path, an"
                + " absolute URL nor a query parameter.");
    assertThat(reading.rules().redirects().getLast().source()).hasToString("_redirects:5");
  }

  @Test
  void warnsOfAPlaceholderThatNothingCaptures() {
    SiteReading reading = Read.file(RuleFileKind.REDIRECTS, "/a/:id q=:page /b/:slug/:id/:page");

    assertThat(Read.lines(reading))
        .containsExactly(
            "301 /a/:id ?q=:page -> /b/:slug/:id/:page",
            "WARNING _redirects:1: The target has :slug in it, which nothing in the path or the"
                + " query captures; it stays as it is.");
  }

  @Test
  void refusesLinesThatAreNoText() {
    String latin1 = "/caf\ufffd /b";
    String long1 = "/" + "a".repeat(RuleLines.MAX_LENGTH) + " /b";

    SiteReading reading =
        Read.file(RuleFileKind.REDIRECTS, latin1 + "\n/a\u0000 /b\n" + long1 + "\n");

    assertThat(Read.lines(reading))
        .containsExactly(
            "ERROR _redirects:1: The line is not UTF-8; save the file in that encoding.",
            "ERROR _redirects:2: The line has a control character in it; remove it.",
            "ERROR _redirects:3: The line has 16,388 characters (expected: at most 16,384).");
  }

  @Test
  void takesDirectivesOnlyAtTheTop() {
    SiteReading reading =
        Read.file(
            RuleFileKind.REDIRECTS,
            """
            # profile: vercel
            # problems: shout
            # Problems: fail
            # profile is what I like
            /a /b
            # profile: cloudflare
            """);

    assertThat(reading.failOnErrors()).isTrue();
    assertThat(Read.lines(reading))
        .containsExactly(
            "301 /a -> /b",
            "ERROR _redirects:1: There is no profile “vercel” (expected: netlify or cloudflare);"
                + " the file is read as Netlify would.",
            "ERROR _redirects:2: Problems cannot “shout” (expected: fail or tell).",
            "WARNING _redirects:6: This has no effect after the first rule; move it to the top of"
                + " the file.");
  }

  @Test
  void readsNothingOfAnEmptyOrHugeFile() {
    assertThat(Read.lines(Read.file(RuleFileKind.REDIRECTS, ""))).isEmpty();
    assertThat(
            Read.lines(
                Read.file(RuleFileKind.REDIRECTS, "/a /b\n".repeat(RuleFile.MAX_BYTES / 6 + 1))))
        .containsExactly(
            "ERROR _redirects: The file has more than 16 MiB, so nothing of it is applied.");
  }
}
