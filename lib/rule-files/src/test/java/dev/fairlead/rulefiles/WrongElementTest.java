package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One wrong element of a list is told where it stands, and the others are read. */
final class WrongElementTest {

  @Test
  void readsTheOtherElementsOfVercel() {
    SiteReading reading =
        Read.file(
            RuleFileKind.VERCEL,
            """
            {
              "redirects": [
                {"source": "/a", "destination": "/b", "has": []},
                "str",
                {"source": "/c", "destination": "/d"}
              ],
              "rewrites": [["/x"], {"source": "/e", "destination": "/b.html"}],
              "headers": [
                null,
                {"source": "/f", "headers": [
                  7,
                  {"key": "X-A", "value": "1"}
                ]}
              ]
            }
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "308 /c -> /d forced exact",
            "200 /e -> /b.html exact",
            "/f; x-a=1 exact",
            "ERROR vercel.json:3: “has” is not supported here, so the whole rule is left out.",
            "ERROR vercel.json:4: element 2 of redirects is the text “str” (expected: an object).",
            "ERROR vercel.json:7: element 1 of rewrites is a list (expected: an object).",
            "ERROR vercel.json:9: element 1 of headers is null (expected: an object).",
            "ERROR vercel.json:11: element 1 of headers is the number 7 (expected: an object).");
  }

  @Test
  void readsTheOtherElementsOfFirebase() {
    SiteReading reading =
        Read.file(
            RuleFileKind.FIREBASE,
            """
            {"hosting": {
              "redirects": [{"source": "/a", "destination": "/b"}, true],
              "rewrites": ["/x", {"source": "/e", "destination": "/b.html"}]
            }}
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "301 /a -> /b forced exact",
            "200 /e -> /b.html exact",
            "ERROR firebase.json:2: element 2 of redirects is true (expected: an object).",
            "ERROR firebase.json:3: element 1 of rewrites is the text “/x” (expected: an"
                + " object).");
  }

  @Test
  void refusesASiteOfFirebaseThatIsNone() {
    assertThat(Read.lines(Read.file(RuleFileKind.FIREBASE, "{\n\"hosting\": [\"a\"]\n}")))
        .containsExactly(
            "ERROR firebase.json:2: element 1 of hosting is the text “a” (expected: an object).");
  }

  @Test
  void readsTheOtherElementsOfNetlify() {
    SiteReading reading =
        Read.file(
            RuleFileKind.NETLIFY,
            """
            redirects = [
              {from = "/a", to = "/b"},

              # a comment, [
              "str",
              {from = "/c", to = "/d"}, 3,
              {from = "/e"}
            ]
            headers = ["x", {for = "/*", values = {X-A = "1"}}]
            """);

    assertThat(Read.lines(reading))
        .containsExactly(
            "301 /a -> /b",
            "301 /c -> /d",
            "/*; x-a=1",
            "ERROR netlify.toml:5: element 2 of redirects is the text “str” (expected: an"
                + " object).",
            "ERROR netlify.toml:6: element 4 of redirects is the number 3 (expected: an object).",
            "ERROR netlify.toml:7: The key to is missing here.",
            "ERROR netlify.toml:9: element 1 of headers is the text “x” (expected: an object).");
  }

  @Test
  void readsTheHeadersOfNetlifyWhereTheRedirectsAreNoList() {
    SiteReading reading =
        Read.file(
            RuleFileKind.NETLIFY,
            "name = 1\nredirects = 5\n[[headers]]\nfor = \"/*\"\nvalues = {X-A = \"1\"}\n");

    assertThat(Read.lines(reading))
        .containsExactly(
            "/*; x-a=1",
            "ERROR netlify.toml:1: [name] is not known.",
            "ERROR netlify.toml:2: redirects is the number 5 (expected: a list).");
  }
}
