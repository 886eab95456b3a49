package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.rules.SiteRules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers may be kept by their path, and which files outlive their deployment. */
final class ReuseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /x /y 301                     | /             | yes
          /x /y 301                     | /about        | yes
          /x /y 301                     | /about.html   | yes
          /x /y 301                     | /about/       | yes
          /x /y 301                     | /blog         | yes
          /x /y 301                     | /%61bout      | no
          /x /y 301                     | /none         | no
          /x /y 301                     | /none.js      | no
          /x /y 301                     | /x            | yes
          /x /y 301                     | /x/           | yes
          /x /about 200                 | /x            | yes
          /x /gone 410                  | /x            | yes
          /x /missing 200               | /x            | no
          /x https://o.test/ 301        | /x            | yes
          /x https://o.test/ 200        | /x            | no
          /* /y 301                     | /x            | no
          /* /about 200                 | /x            | no
          /:a /y 301                    | /x            | no
          /* /y 301                     | /about        | yes
          /x a=1 /y 301                 | /x?a=1        | no
          /x a=1 /y 301;/x /z 301       | /x            | no
          /x /y 301 Country=DE;/x /z 301 | /x           | no
          /* /y 301! Cookie=a           | /about        | no
          /* /y 301 Cookie=a            | /about        | yes
          /about /y 301! Cookie=a       | /blog/        | yes
          /about a=1 /y 301!            | /about        | no
          https://site.test/x /y 301    | /x            | no
          /x /x?a 301                   | /x            | no
          /x /x?a 301                   | /x?a          | no
          /x /x 301;/x /y 301           | /x            | yes
          /x https://www.site.test/x 301 | /x           | no
          """)
  void anAnswerIsForThePathAlone(String rules, String target, String answer) {
    Resolver resolver =
        Answers.resolver(RuleText.redirects(rules.replace(';', '\n')), RedirectRulesTest.SITE);

    assertThat(Answers.pathOnly(resolver.resolve(Answers.get(target))))
        .isEqualTo(answer.equals("yes"));
  }

  @Test
  void headersOfOneHostKeepAnAnswerFromBeingForThePathAlone() {
    Resolver resolver =
        Answers.resolver(
            RuleText.headers("https://www.test/about\n a: 1\n/blog/*\n a: 1"),
            RedirectRulesTest.SITE);

    assertThat(Answers.pathOnly(resolver.resolve(Answers.get("/about")))).isFalse();
    assertThat(Answers.pathOnly(resolver.resolve(Answers.get("/blog/")))).isTrue();
  }

  @Test
  void anEarlierDeploymentKeepsItsFingerprintedFiles() {
    Resolver now = Answers.resolver(RuleText.headers("/*\n a: 1"), List.of("/404.html"));
    Resolver before =
        Answers.resolver(SiteRules.NONE, List.of("/assets/a-1.js", "/plain.js", "/page.html"));

    Missing asset = (Missing) now.resolve(Answers.get("/assets/a-1.js"));
    Missing plain = (Missing) now.resolve(Answers.get("/plain.js"));
    Missing never = (Missing) now.resolve(Answers.get("/assets/b-2.js"));

    Optional<Serve> kept = before.retainedAsset(asset);
    assertThat(kept)
        .map(serve -> before.file(serve.file()).path().value())
        .contains("/assets/a-1.js");
    assertThat(kept).map(Serve::headers).contains(asset.headers());
    assertThat(before.retainedAsset(plain)).isEmpty();
    assertThat(before.retainedAsset(never)).isEmpty();
    assertThat(Answers.of(now, asset)).isEqualTo("404 /404.html");
    assertThat(now.resolve(Answers.get("/folder/"))).isInstanceOf(Serve.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/model-1a2b3c4d.glb",
        "/assets/video-1a2b3c4d.m4v",
        "/assets/track-1a2b3c4d.vtt",
        "/assets/new-1a2b3c4d.format-of-tomorrow",
        "/assets/1a2b3c4d",
        "/assets/pages-1a2b3c4d.html"
      })
  void aFingerprintedFileIsFoundWhateverItsExtension(String path) {
    for (NotFoundHandling handling : NotFoundHandling.values()) {
      Resolver now = new Resolver(Sites.manifest(handling, List.of("/index.html")));
      Resolver before = Answers.resolver(SiteRules.NONE, List.of(path));
      Missing missing = (Missing) now.resolve(Answers.get(path).fetched("no-cors", "*/*"));

      assertThat(before.retainedAsset(missing)).as(handling.wireName()).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "glb", "gltf", "m4a", "m4v", "mov", "vtt", "opus", "aac", "jxl", "apng", "heic", "cjs"
      })
  void noMediaIsAnsweredWithThePageOfAnApplication(String extension) {
    Resolver resolver =
        new Resolver(
            Sites.manifest(NotFoundHandling.SINGLE_PAGE_APPLICATION, List.of("/index.html")));
    SiteRequest request = Answers.get("/assets/a-1." + extension);

    assertThat(Answers.of(resolver, request.fetched(null, "text/html,*/*"))).isEqualTo("404");
  }

  @ParameterizedTest
  @CsvSource({
    "/account/settings, navigate, false",
    "/account/, cors, false",
    "/a.b, navigate, true"
  })
  void aPersonOnTheWayToAPageDoesNotWaitForOtherManifests(
      String path, String mode, boolean lookedFor) {
    Resolver resolver =
        new Resolver(
            Sites.manifest(NotFoundHandling.SINGLE_PAGE_APPLICATION, List.of("/index.html")));

    assertThat(resolver.resolve(Answers.get(path).fetched(mode, null)) instanceof Missing)
        .isEqualTo(lookedFor);
  }

  @Test
  void aMissingScriptOfASinglePageApplicationMayBeAnEarlierOne() {
    Resolver resolver =
        new Resolver(
            Sites.manifest(NotFoundHandling.SINGLE_PAGE_APPLICATION, List.of("/index.html")));

    assertThat(resolver.resolve(Answers.get("/assets/a-1.js"))).isInstanceOf(Missing.class);
    assertThat(Answers.of(resolver, "/assets/a-1.js")).isEqualTo("404");
    assertThat(Answers.of(resolver, Answers.navigation("/assets/a-1.js")))
        .isEqualTo("200 /index.html");
  }
}
