package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.SitePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a lint says to do can be done in the file it is about, and is in the words of that file. */
final class AdviceTest {
  private static final List<SitePath> FILES =
      List.of(SitePath.parse("/about.html"), SitePath.parse("/app.html"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          _redirects    | /about /app 200 | The site has a file at “/about”, which wins; write 200! for the rule to come first.
          netlify.toml  | redirects = [{from = "/about", to = "/x"}] | The site has a file at “/about”, which wins; write force = true for the rule to come first.
          vercel.json   | {"rewrites": [{"source": "/about", "destination": "/app"}]} | The site has a file at “/about”, which wins; a rewrite never comes before a file, so remove the file or write a redirect.
          firebase.json | {"hosting": {"rewrites": [{"source": "/about", "destination": "/app"}]}} | The site has a file at “/about”, which wins; a rewrite never comes before a file, so remove the file or write a redirect.
          _redirects    | ~/x /app 302\\n/* /app 302!~ | This is never reached: line 2 (/*) comes first and matches all of it; write this one above it, with 302!.
          netlify.toml  | redirects = [{from = "/x", to = "/app"}, {from = "/*", to = "/app", force = true}] | This is never reached: line 1 (/*) comes first and matches all of it; write this one above it, with force = true.
          vercel.json   | {"redirects": [{"source": "/(.*)", "destination": "/app"}], "rewrites": [{"source": "/x", "destination": "/app"}]} | This is never reached: line 1 (/(.*)) comes first and matches all of it; redirects there come before rewrites, so let that one match less.
          vercel.json   | {"redirects": [{"source": "/n/:path*", "destination": "/n/old/:path*"}]} | This redirects in a circle: its target “/n/old/:path*” matches the rule again.
          vercel.json   | {"redirects": [{"source": "/n/(.*)", "destination": "/n/old/$1"}]} | This redirects in a circle: its target “/n/old/$1” matches the rule again.
          firebase.json | {"hosting": {"redirects": [{"source": "/n/:p*", "destination": "/n/old/:p"}]}} | This redirects in a circle: its target “/n/old/:p” matches the rule again.
          """)
  void suitsTheFile(String name, String text, String sentence) {
    assertThat(problems(name, text.replace("\\n", "\n"), "dist"))
        .anyMatch(problem -> problem.endsWith(sentence))
        .allMatch(problem -> problem.startsWith("WARNING") && !problem.contains(":splat"));
  }

  @Test
  void aRedirectToItselfIsInTheWordsOfItsFile() {
    String vercel = "{\"redirects\": [{\"source\": \"/(.*)\", \"destination\": \"/$1\"}]}";

    assertThat(problems("vercel.json", vercel, "dist"))
        .containsExactly(
            "ERROR vercel.json:1: The target of “/(.*)” is the path itself, so the rule is left"
                + " out.");
  }

  @Test
  void aRuleOfAnotherFileIsToBeWrittenThere() {
    List<RuleFile> files =
        List.of(
            file("_redirects", "/* /app 302"),
            file("netlify.toml", "redirects = [{from = \"/x\", to = \"/app\"}]"));

    assertThat(lines(RuleFiles.read(files, new PublishedFolder("dist", FILES), null)))
        .containsExactly(
            "WARNING netlify.toml:1: This is never reached: _redirects:1 (/*) comes first and"
                + " matches all of it; write this one above it in _redirects.");
  }

  @ParameterizedTest
  @CsvSource({
    "netlify.toml, build = {publish = \"%s\"}",
    "vercel.json, {\"outputDirectory\": \"%s\"}",
    "firebase.json, {\"hosting\": {\"public\": \"%s\"}}"
  })
  void theFolderThatIsPublishedIsNotWarnedOf(String name, String text) {
    for (String same : List.of("dist", "./dist", "dist/", "/dist/")) {
      assertThat(problems(name, text.formatted(same), "dist")).as(same).isEmpty();
    }
    for (String same : List.of("a/b", "a/./b", "a//b", "./a/b/.")) {
      assertThat(problems(name, text.formatted(same), "a/b")).as(same).isEmpty();
    }
    assertThat(problems(name, text.formatted("."), "")).isEmpty();
    assertThat(problems(name, text.formatted("dist"), ""))
        .singleElement()
        .asString()
        .endsWith(
            " is “dist”, but the root folder is published; to change that, set the output folder in"
                + " the project.");
    assertThat(problems(name, text.formatted("out"), "dist"))
        .singleElement()
        .asString()
        .endsWith(
            " is “out”, but “dist” is published; to change that, set the output folder in the"
                + " project.");
  }

  private static List<String> problems(String name, String text, String folder) {
    return lines(
        RuleFiles.read(List.of(file(name, text)), new PublishedFolder(folder, FILES), null));
  }

  private static List<String> lines(SiteReading reading) {
    return reading.rules().problems().stream().map(Read::problem).toList();
  }

  private static RuleFile file(String name, String text) {
    RuleFileKind kind =
        Stream.of(RuleFileKind.values())
            .filter(each -> each.fileName().equals(name))
            .findFirst()
            .orElseThrow();
    return RuleFile.of(kind, name, text.getBytes(StandardCharsets.UTF_8));
  }
}
