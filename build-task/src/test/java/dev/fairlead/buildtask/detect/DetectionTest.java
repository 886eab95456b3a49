package dev.fairlead.buildtask.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.FailureCode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DetectionTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Vite, vite, npx --no-install vite build, dist",
    "Astro, astro, npx --no-install astro build, dist",
    "Nuxt, nuxt, npx --no-install nuxt generate, .output/public",
    "Gatsby, gatsby, npx --no-install gatsby build, public",
    "Docusaurus, @docusaurus/core, npx --no-install docusaurus build, build",
    "VitePress, vitepress, npx --no-install vitepress build, .vitepress/dist",
    "Eleventy, @11ty/eleventy, npx --no-install eleventy, _site",
    "Angular, @angular/cli, npx --no-install ng build, dist",
    "Create React App, react-scripts, npx --no-install react-scripts build, build",
    "Parcel, parcel, npx --no-install parcel build, dist"
  })
  void aFrameworkIsFoundByItsPackage(String name, String dependency, String build, String output) {
    Detected.Site site =
        detect(manifest("\"devDependencies\": {\"%s\": \"^1\"}".formatted(dependency)));

    assertThat(site.framework()).isEqualTo(name);
    assertThat(site.buildCommand()).isEqualTo(build);
    assertThat(site.outputs().getFirst()).isEqualTo(output);
    assertThat(site.evidence()).contains(dependency + " ^1 is a dependency", "no lockfile");
  }

  @Test
  void aWrapperBeatsWhatItWraps() {
    assertThat(
            detect(manifest("\"dependencies\": {\"vite\": \"7\", \"astro\": \"5\"}")).framework())
        .isEqualTo("Astro");
  }

  @Test
  void theBuildScriptBeatsThePresetsCommand() {
    Detected.Site site =
        detect(
            manifest(
                "\"scripts\": {\"build\": \"tsc && vite build\"}, \"dependencies\": {\"vite\":"
                    + " \"7\"}"));

    assertThat(site.buildCommand()).isEqualTo("npm run build");
    assertThat(site.outputs()).containsExactly("dist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "package-lock.json | {} | '' | npm ci | npm run build",
        "npm-shrinkwrap.json | {} | '' | npm ci | npm run build",
        "pnpm-lock.yaml | x | '' | npx --yes pnpm@9 install --frozen-lockfile | npx --yes pnpm@9"
            + " run build",
        "pnpm-lock.yaml | x | pnpm@10.1.2+sha512.abc | npx --yes pnpm@10.1.2 install"
            + " --frozen-lockfile | npx --yes pnpm@10.1.2 run build",
        "yarn.lock | '# yarn lockfile v1' | '' | npx --yes yarn@1.22.22 install --frozen-lockfile |"
            + " npx --yes yarn@1.22.22 run build",
        "yarn.lock | x | yarn@4.5.0 | npx --yes @yarnpkg/cli-dist@4.5.0 install --immutable | npx"
            + " --yes @yarnpkg/cli-dist@4.5.0 run build",
        "README.md | x | '' | npm install | npm run build"
      })
  void thePackageManagerIsTheOneOfTheLockfile(
      String file, String content, String pin, String install, String build) {
    String packageManager = pin.isEmpty() ? "" : "\"packageManager\": \"%s\", ".formatted(pin);
    Map<String, String> files =
        manifest(
            packageManager + "\"scripts\": {\"build\": \"x\"}, \"dependencies\": {\"a\": \"1\"}");
    files.put(file, content);

    assertThat(detect(files).installCommand()).isEqualTo(install);
    assertThat(detect(files).buildCommand()).isEqualTo(build);
  }

  @Test
  void aSecondLockfileIsWarnedOf() {
    Map<String, String> files = manifest("\"scripts\": {\"build\": \"x\"}");
    files.put("yarn.lock", "");
    files.put("package-lock.json", "{}");

    assertThat(detect(files).warnings())
        .containsExactly(
            "package-lock.json is ignored, because yarn.lock decides for yarn; delete the one you"
                + " do not use.");
  }

  @Test
  void aPackageManagerThatIsNoVersionNeverReachesTheShell() {
    Map<String, String> files =
        manifest("\"packageManager\": \"pnpm@1.0.0; id\", \"scripts\": {\"build\": \"x\"}");

    assertThat(detect(files).installCommand()).isEqualTo("npm install");
  }

  @ParameterizedTest
  @CsvSource({"index.html, .", "public/index.html, public", "docs/index.html, docs"})
  void aPlainFolderIsServedAsItIs(String file, String output) {
    Detected.Site site = detect(new HashMap<>(Map.of(file, "<p>")));

    assertThat(site.framework()).isEqualTo("Static files");
    assertThat(site.outputs()).containsExactly(output);
    assertThat(site.runsCommands()).isFalse();
  }

  @Test
  void aPackageJsonWithoutAnythingToBuildIsAPlainFolder() {
    Map<String, String> files = manifest("\"scripts\": {\"test\": \"x\"}");
    files.put("index.html", "<p>");

    assertThat(detect(files).runsCommands()).isFalse();
  }

  @Test
  void nextNeedsItsStaticExport() {
    Map<String, String> files = manifest("\"dependencies\": {\"next\": \"16\"}");
    files.put("next.config.ts", "// output: 'export'\nexport default {};");

    assertThat(detectAny(files, BuildSettings.DETECT))
        .isInstanceOfSatisfying(
            Detected.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(FailureCode.UNSUPPORTED_PROJECT);
              assertThat(refused.message()).contains("output: 'export'");
            });

    files.put("next.config.ts", "export default { output: \"export\" };");
    assertThat(detect(files).outputs()).containsExactly("out");
  }

  @Test
  void svelteKitNeedsItsStaticAdapter() {
    Map<String, String> files = manifest("\"devDependencies\": {\"@sveltejs/kit\": \"2\"}");

    assertThat(detectAny(files, BuildSettings.DETECT)).isInstanceOf(Detected.Refused.class);
  }

  @Test
  void angularsOutputIsReadFromItsWorkspace() {
    Map<String, String> files = manifest("\"devDependencies\": {\"@angular/cli\": \"22\"}");
    files.put(
        "angular.json",
        """
        {"version": 1, "projects": {"shop": {"architect": {"build": {
          "builder": "@angular/build:application", "options": {"outputPath": {"base": "out/shop"}}}}}}}
        """);

    assertThat(detect(files).outputs()).containsExactly("out/shop/browser", "out/shop", "dist");
  }

  @Test
  void whatTheUserHasSetWins() {
    Map<String, String> files = manifest("\"dependencies\": {\"vite\": \"7\"}");
    BuildSettings settings = new BuildSettings(null, "", "make site", "www");

    assertThat(detectAny(files, settings))
        .isInstanceOfSatisfying(
            Detected.Site.class,
            site -> {
              assertThat(site.installCommand()).isNull();
              assertThat(site.buildCommand()).isEqualTo("make site");
              assertThat(site.outputs()).containsExactly("www");
            });
  }

  private static Map<String, String> manifest(String content) {
    return new HashMap<>(Map.of("package.json", "{" + content + "}"));
  }

  private static Detected.Site detect(Map<String, String> files) {
    return (Detected.Site) detectAny(files, BuildSettings.DETECT);
  }

  private static Detected detectAny(Map<String, String> files, BuildSettings settings) {
    return Detection.detect(new MemoryTree(files), settings);
  }
}
