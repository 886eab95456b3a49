package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of {@code _headers}: text, and the whole of what is read from it. */
final class HeadersFileTest {

  @Test
  void readsBlocks() {
    SiteReading reading =
        Read.file(
            RuleFileKind.HEADERS,
            """
            # everything
            /*
              X-Frame-Options: DENY
              Content-Security-Policy: default-src 'self'; report-uri /csp#frag # not a comment
              # a comment
              Link: </a.css>; rel=preload; as=style
              link: <https://cdn.example.com>; rel=preconnect

            /assets/*
            X-Not-Indented: yes
            ! X-Frame-Options
            https://www.example.com/docs/:page
              Vary: Accept-Language
              Set-Cookie: a=1; Path=/; Secure
              Set-Cookie: b=2
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "/*; x-frame-options=DENY; content-security-policy=default-src 'self'; report-uri"
                + " /csp#frag # not a comment; link=</a.css>; rel=preload; as=style,"
                + " <https://cdn.example.com>; rel=preconnect",
            "/assets/*; x-not-indented=yes; x-frame-options-",
            "https://www.example.com/docs/:page; vary=Accept-Encoding, Accept-Language;"
                + " set-cookie+a=1; Path=/; Secure; set-cookie+b=2");
    assertThat(reading.rules().headers().getLast().source()).hasToString("_headers:12");
  }

  @Test
  void joinsBlocksAsCloudflareWould() {
    SiteReading reading =
        Read.file(
            RuleFileKind.HEADERS,
            """
            # profile: cloudflare
            /blog/*
              X-Robots-Tag: nosnippet
              X-Path: /a/:splat
              ! Link
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "/blog/*; x-robots-tag+nosnippet; link- exact",
            "ERROR _headers:4: The placeholder :splat in a header's value is not supported.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Connection: close            | A site cannot set Connection: it belongs to the connection.
          keep-alive: timeout=5        | A site cannot set keep-alive: it belongs to the connection.
          Proxy-Connection: close      | A site cannot set Proxy-Connection: it belongs to the connection.
          TE: trailers                 | A site cannot set TE: it belongs to the connection.
          Trailer: x                   | A site cannot set Trailer: it belongs to the connection.
          Transfer-Encoding: chunked   | A site cannot set Transfer-Encoding: it belongs to the connection.
          Upgrade: h2c                 | A site cannot set Upgrade: it belongs to the connection.
          Content-Length: 5            | A site cannot set Content-Length: it belongs to the connection.
          Content-Encoding: gzip       | A site cannot set Content-Encoding: the edge decides it for every answer.
          Date: now                    | A site cannot set Date: the edge decides it for every answer.
          ETag: x                      | A site cannot set ETag: the edge decides it for every answer.
          ! Vary                       | A site cannot remove Vary: caches would mix codings up.
          ! Content-Length             | A site cannot set Content-Length: it belongs to the connection.
          !                            | “” is no header name (expected: letters, digits and hyphens).
          Location: /x                 | A site cannot set Location here; write a redirect rule instead.
          Basic-Auth: someone:secret   | Basic-Auth is a feature of Netlify that is not supported; the pages are NOT protected.
          Set-Cookie: a=1; Domain=x.eu | A cookie with Domain would reach other sites; remove the attribute.
          Set-Cookie: a=1;DOMAIN = x   | A cookie with Domain would reach other sites; remove the attribute.
          Set-Cookie: a=1; domain      | A cookie with Domain would reach other sites; remove the attribute.
          X-Empty:                     | X-Empty has no value; to remove a header write ! X-Empty.
          X-Café: x                    | “X-Café” is no header name (expected: letters, digits and hyphens).
          X Space: x                   | “X Space” is no header name (expected: letters, digits and hyphens).
          X-Value: café                | The value of X-Value has a character in it that no header may have (expected: printable ASCII).
          X-Tab: a\tb                  | The value of X-Tab has a character in it that no header may have (expected: printable ASCII).
          : x                          | “: x” is neither a path nor a header (expected: Name: value).
          nonsense                     | “nonsense” is neither a path nor a header (expected: Name: value).
          """)
  void refusesAHeader(String header, String sentence) {
    SiteReading reading =
        Read.file(RuleFileKind.HEADERS, "/*\n  X-Kept: yes\n  %s\n".formatted(header));

    assertThat(Read.lines(reading))
        .containsExactly("/*; x-kept=yes", "ERROR _headers:3: " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-A: 1 ; ! X-A                           | /*; x-a-
          X-A: 1 ; ! X-A ; X-A: 2                  | /*; x-a=2
          ! X-A ; X-A: 2 ; X-A: 3                  | /*; x-a=2, 3
          Set-Cookie: a=1 ; ! Set-Cookie           | /*; set-cookie-
          ! Set-Cookie ; Set-Cookie: a=1           | /*; set-cookie-; set-cookie+a=1
          # profile: cloudflare ; X-A: 1 ; ! X-A   | /*; x-a- exact
          # profile: cloudflare ; ! X-A ; X-A: 2   | /*; x-a=2 exact
          # profile: cloudflare ; X-A: 2 ; ! X-B   | /*; x-a+2; x-b- exact
          """)
  void readsABlockInItsOrder(String lines, String rule) {
    boolean profile = lines.startsWith("#");
    String[] all = lines.split(" ; ", -1);
    StringBuilder text = new StringBuilder(profile ? all[0] + "\n/*\n" : "/*\n");
    for (int i = profile ? 1 : 0; i < all.length; i++) {
      text.append("  ").append(all[i]).append('\n');
    }

    assertThat(Read.lines(Read.file(RuleFileKind.HEADERS, text.toString()))).containsExactly(rule);
  }

  @Test
  void breaksNoLineWhateverIsInAValue() {
    SiteReading reading = Read.file(RuleFileKind.HEADERS, "/*\n  X-A: b\rSet-Cookie: c=d\n");

    assertThat(Read.lines(reading))
        .containsExactly("ERROR _headers:2: The line has a control character in it; remove it.");
  }

  @Test
  void leavesOutWhatIsBelowARefusedPath() {
    SiteReading reading =
        Read.file(
            RuleFileKind.HEADERS,
            """
              X-Before: any path
            /*.js
              X-Below: a refused path
            ftp://example.com/*
              X-Below: another
            /empty
            /kept
              X-Kept: yes
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "/kept; x-kept=yes",
            "ERROR _headers:1: A header stands before the first path; write a path such as /* on"
                + " the line above.",
            "ERROR _headers:2: A * must be a whole segment, as in /blog/*; “*.js” has more in that"
                + " segment.",
            "ERROR _headers:4: The path “ftp://example.com/*” must begin with /, or with https://"
                + " and a host.",
            "WARNING _headers:6: The path has no headers below it.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          embed/*                   | ''
          embed/*                   | # profile: cloudflare
          *                         | ''
          https//hd/*               | ''
          noslash                   | ''
          blog/:id                  | ''
          X-Frame-Options ALLOWALL  | ''
          """)
  void endsABlockAtAMistypedPath(String line, String comment) {
    SiteReading reading =
        Read.file(
            RuleFileKind.HEADERS,
            """
            %s
            /*
              X-Frame-Options: DENY
            %s
              ! X-Frame-Options
              Access-Control-Allow-Origin: *
            /kept
              X-Kept: yes
            """
                .formatted(comment.replace("'", ""), line));

    String sign = comment.startsWith("#") ? "+" : "=";
    String exact = comment.startsWith("#") ? " exact" : "";
    assertThat(Read.lines(reading))
        .containsExactly(
            "/*; x-frame-options" + sign + "DENY" + exact,
            "/kept; x-kept" + sign + "yes" + exact,
            "ERROR _headers:4: “%s” is neither a path nor a header (expected: a path that begins with /, or Name: value); its headers are left out."
                .formatted(line));
  }

  @Test
  void takesALineAsFarInAsThePathAboveForAPath() {
    SiteReading reading =
        Read.file(
            RuleFileKind.HEADERS,
            "embed/*\n"
                + "  X-A: 1\n"
                + "  /*\n"
                + "    X-B: 2\n"
                + "    nonsense\n"
                + "    X-C: 3\n"
                + "  media/*\n"
                + "    X-D: 4\n");

    assertThat(Read.lines(reading))
        .containsExactly(
            "/*; x-b=2; x-c=3",
            "ERROR _headers:1: “embed/*” is neither a path nor a header (expected: a path that"
                + " begins with /, or Name: value); its headers are left out.",
            "ERROR _headers:5: “nonsense” is neither a path nor a header (expected: Name: value).",
            "ERROR _headers:7: “media/*” is neither a path nor a header (expected: a path that"
                + " begins with /, or Name: value); its headers are left out.");
  }

  @Test
  void boundsABlock() {
    String value = "x".repeat(BlockFields.MAX_VALUE_LENGTH / 2 + 1);
    StringBuilder text =
        new StringBuilder("/*\n  X-Long: " + value + "\n  X-Long: " + value + "\n");
    for (int i = 0; i < BlockFields.MAX_FIELDS; i++) {
      text.append("  X-").append(i).append(": y\n");
    }

    SiteReading reading = Read.file(RuleFileKind.HEADERS, text.toString());

    assertThat(reading.rules().headers().getFirst().fields()).hasSize(BlockFields.MAX_FIELDS);
    assertThat(reading.rules().problems())
        .extracting(problem -> Read.problem(problem))
        .containsExactly(
            "ERROR _headers:3: The value of X-Long has 8,196 characters (expected: at most 8,192).",
            "ERROR _headers:103: The block has more than 100 headers; this one is left out.");
  }
}
