package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.SitePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RuleFilesTest {
  private static final PublishedFolder EMPTY = new PublishedFolder("", List.of());

  private static RuleFile file(RuleFileKind kind, String text) {
    return RuleFile.of(kind, kind.fileName(), text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void evaluatesFilesInOneOrderHoweverTheyAreGiven() {
    List<RuleFile> files =
        new ArrayList<>(
            List.of(
                file(RuleFileKind.REDIRECTS, "\ufeff/a /redirects"),
                file(RuleFileKind.HEADERS, "/*\n  X-From: headers\n/b\n  X-From: headers b"),
                file(
                    RuleFileKind.NETLIFY,
                    """
                    [[redirects]]
                    from = "/a"
                    to = "/netlify"
                    [[headers]]
                    for = "/*"
                    values = {X-From = "netlify"}
                    """),
                file(
                    RuleFileKind.VERCEL,
                    """
                    {"cleanUrls": true, "trailingSlash": true,
                     "rewrites": [{"source": "/a", "destination": "/b"}],
                     "headers": [{"source": "/(.*)",
                       "headers": [{"key": "X-From", "value": "vercel"}]}]}
                    """),
                file(
                    RuleFileKind.FIREBASE,
                    """
                    {"hosting": {"cleanUrls": false,
                     "rewrites": [{"source": "/a", "destination": "/b"}]}}
                    """)));
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(files, new Random(seed));

      SiteReading reading =
          RuleFiles.read(files, new PublishedFolder("", List.of(SitePath.parse("/b.html"))), null);

      assertThat(Read.lines(reading))
          .containsExactly(
              "301 /a -> /redirects",
              "301 /a -> /netlify",
              "200 /a -> /b exact",
              "200 /a -> /b exact",
              "/*; x-from=vercel exact",
              "/*; x-from=netlify",
              "/*; x-from=headers",
              "/b; x-from=headers b",
              "WARNING firebase.json:1: Another file has already said how HTML files are addressed;"
                  + " that one counts.",
              "WARNING firebase.json:2: This is the same rule as vercel.json:2; remove one.",
              "WARNING netlify.toml:1: This is never reached: _redirects:1 is for the same requests"
                  + " and comes first.",
              "WARNING vercel.json:2: This is never reached: _redirects:1 (/a) comes first and"
                  + " matches all of it; write this one above it in _redirects.");
      assertThat(reading.htmlHandling()).isEqualTo(HtmlHandling.FORCE_TRAILING_SLASH);
    }
  }

  @Test
  void errorsComeFirstThenFileAndLineAndNoneIsCrowdedOut() {
    StringBuilder redirects = new StringBuilder("/* /b 200\n");
    for (int i = 0; i < ProblemList.MAX_PROBLEMS + 5; i++) {
      redirects.append("/x").append(i).append(" /y\n");
    }
    redirects.append("/x /y 300\n");
    List<RuleFile> files =
        List.of(
            file(RuleFileKind.NETLIFY, "strange = 1\nodd = 2\n"),
            file(RuleFileKind.REDIRECTS, redirects.toString()));

    List<String> problems =
        RuleFiles.read(files, new PublishedFolder("", List.of(SitePath.parse("/b.html"))), null)
            .rules()
            .problems()
            .stream()
            .map(Read::problem)
            .toList();

    assertThat(problems).hasSize(ProblemList.MAX_PROBLEMS + 1);
    assertThat(problems.subList(0, 4))
        .containsExactly(
            "ERROR _redirects:1007: The status is 300 (expected: 200, 301, 302, 303, 307, 308, 404,"
                + " 410 or 451).",
            "ERROR netlify.toml:1: [strange] is not known.",
            "ERROR netlify.toml:2: [odd] is not known.",
            "WARNING _redirects:2: This is never reached: line 1 (/*) comes first and matches all"
                + " of it; write this one above it.");
    assertThat(problems.getLast())
        .endsWith("Not listed: 8 more warnings; correct the first ones and deploy" + " again.");
  }

  @Test
  void neverThrowsWhateverAFileSays() {
    String alphabet =
        "/:*#!?=&%.,;[]{}\"'\\<>|$^()@ \t\n\rabsplatLanguage301200https://\u0000\ufffdé😀";
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      int turn = i;
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(80);
      for (int c = 0; c < length; c++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      for (RuleFileKind kind : RuleFileKind.values()) {
        String content = wrap(kind, text.toString(), i);
        assertThatCode(() -> RuleFiles.read(List.of(file(kind, content)), EMPTY, null))
            .as("%s with seed 4, turn %d", kind, turn)
            .doesNotThrowAnyException();
      }
    }
  }

  /** Half of the texts stand where a format has a value, so that they come further. */
  private static String wrap(RuleFileKind kind, String text, int turn) {
    if (turn % 2 == 0) {
      return text;
    }
    String quoted = text.replaceAll("[\"\\\\\\p{Cntrl}]", "");
    return switch (kind) {
      case REDIRECTS -> "/a " + text;
      case HEADERS -> "/a\n x: y\n " + text;
      case NETLIFY -> "[[redirects]]\nfrom = \"/%s\"\nto = \"/%s\"".formatted(quoted, quoted);
      case VERCEL ->
          "{\"redirects\":[{\"source\":\"/%s\",\"destination\":\"/%s\"}]}"
              .formatted(quoted, quoted);
      case FIREBASE ->
          "{\"hosting\":{\"redirects\":[{\"source\":\"%s\",\"destination\":\"/%s\"}]}}"
              .formatted(quoted, quoted);
    };
  }
}
