package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a resolver reads of a manifest is what a manifest says, and what it refuses is none. */
final class StoredSiteTest {
  private static final ProjectId PROJECT = ProjectId.parse("0123456789abcdef");
  private static final DeploymentId DEPLOYMENT = DeploymentId.parse("fedcba9876543210");

  @ParameterizedTest
  @ValueSource(strings = {"manifest", "manifest-single-page", "manifest-plain"})
  void readsWhatAManifestSays(String name) throws Exception {
    byte[] json = golden(name);
    Manifest manifest = Manifest.parse(json);

    StoredSite site = StoredSite.parse(json, manifest.project(), manifest.deployment());

    assertThat(site.head()).isEqualTo(manifest.withoutFiles());
    assertThat(files(site)).containsExactlyInAnyOrderElementsOf(manifest.files());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "schema": 1                | "schema": 2                | manifest schema: 2 (expected: 1–1)
          "schema": 1                | "schema": 0                | manifest schema: 0 (expected: 1–1)
          "schema": 1                | "schema": null             | Cannot map `null` into type `int`
          "0123456789abcdef"         | "0123456789abcdee"         | manifest of deployment fedcba9876543210 of project 0123456789abcdee
          "path": "/404.html"        | "path": "/../404.html"     | it has an empty, . or .. segment
          "path": "/404.html"        | "path": "/assets/größe-1a2b3c4d.js" | path twice: /assets/größe-1a2b3c4d.js
          "404-page"                 | "500-page"                 | expected: 404-page, single-page-application or none
          "length": 0                | "length": -1               | length: -1 (expected: 0 or more)
          "files": [                 | "files": [ null,           | a file is null
          "files": [                 | "files": null, "x": [      | files
          "files": [                 | "files": {}, "x": [        | from Object value
          """)
  void refusesWhatIsNoManifest(String text, String changed, String reason) throws Exception {
    String json = new String(golden("manifest"), StandardCharsets.UTF_8);
    assertThat(json).contains(text);
    byte[] bytes =
        json.replaceFirst(Pattern.quote(text), Matcher.quoteReplacement(changed))
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> StoredSite.parse(bytes, PROJECT, DEPLOYMENT))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> Manifest.parse(bytes, PROJECT, DEPLOYMENT))
        .isInstanceOf(InvalidDocumentException.class);
  }

  @Test
  void acceptsAndRefusesAsAManifestDoes() throws Exception {
    Random random = new Random(4);
    byte[] golden = golden("manifest");
    int accepted = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] json = damaged(golden, random);
      Manifest manifest = manifest(json);
      StoredSite site = site(json);

      assertThat(site == null)
          .as(new String(json, StandardCharsets.UTF_8))
          .isEqualTo(manifest == null);
      if (site != null && manifest != null) {
        accepted++;
        assertThat(site.head()).isEqualTo(manifest.withoutFiles());
        assertThat(files(site)).containsExactlyInAnyOrderElementsOf(manifest.files());
      }
    }
    assertThat(accepted).isBetween(500, 4_500);
  }

  private static byte[] damaged(byte[] json, Random random) {
    byte[] damaged = json.clone();
    switch (random.nextInt(3)) {
      case 0 -> damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      case 1 -> damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(3));
      default -> {
        int at = random.nextInt(damaged.length);
        String digits = "0123456789abcdef\"{}[],:nul ";
        damaged[at] = (byte) digits.charAt(random.nextInt(digits.length()));
      }
    }
    return damaged;
  }

  private static @Nullable Manifest manifest(byte[] json) {
    try {
      return Manifest.parse(json, PROJECT, DEPLOYMENT);
    } catch (InvalidDocumentException e) {
      return null;
    }
  }

  private static @Nullable StoredSite site(byte[] json) {
    try {
      return StoredSite.parse(json, PROJECT, DEPLOYMENT);
    } catch (InvalidDocumentException e) {
      return null;
    }
  }

  private static List<SiteFile> files(StoredSite site) {
    List<SiteFile> files = new ArrayList<>();
    for (int i = 0; i < site.files().size(); i++) {
      files.add(site.files().file(i));
    }
    return files;
  }

  private static byte[] golden(String name) throws Exception {
    try (InputStream stream =
        Objects.requireNonNull(
            StoredSiteTest.class.getResourceAsStream("/golden/" + name + ".json"))) {
      return stream.readAllBytes();
    }
  }
}
