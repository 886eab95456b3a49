package dev.fairlead.buildtask.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.Coding;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.SitePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content type, fingerprint, unknown paths and compression of single files. */
final class FileDecisionsTest {
  @TempDir private Path folder = Path.of("");

  private final Map<String, OutputFile> files = new HashMap<>();

  @ParameterizedTest
  @CsvSource({
    "/index.html, text/html; charset=utf-8",
    "/A.HTML, text/html; charset=utf-8",
    "/app.mjs, text/javascript; charset=utf-8",
    "/a/style.css, text/css; charset=utf-8",
    "/site.webmanifest, application/manifest+json; charset=utf-8",
    "/app.js.map, application/json; charset=utf-8",
    "/logo.svg, image/svg+xml; charset=utf-8",
    "/photo.avif, image/avif",
    "/font.woff2, font/woff2",
    "/module.wasm, application/wasm",
    "/CNAME, application/octet-stream",
    "/data.unknown, application/octet-stream",
    "/.well-known/apple-app-site-association, application/json; charset=utf-8"
  })
  void theTypeComesFromTheExtension(String path, String type) {
    assertThat(ContentTypes.of(SitePath.parse(path))).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/index-DiwrgTda.js",
        "/assets/index-B-7k_9aZ.css",
        "/_astro/hoisted.BjKx2q1z.js",
        "/_next/static/chunks/main.js",
        "/_app/immutable/entry/start.js",
        "/static/js/main.3f4a5b6c.js",
        "/main.0a1b2c3d4e5f6a7b.js",
        "/assets/js/main.5b7c1d2e.js",
        "/_astro/logo.svg",
        "/_nuxt/entry.js",
        "/main-5KQ6WQ2P.js",
        "/chunk-ABCDEFG7.js.map"
      })
  void aFingerprintIsSeen(String path) {
    assertThat(Fingerprint.isIn(SitePath.parse(path), false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/index.html",
        "/assets/page-DiwrgTda.html",
        "/assets/jquery-3.7.1.min.js",
        "/assets/my-carousel.js",
        "/assets/Hello-Carousel.js",
        "/js/app-DiwrgTda.js",
        "/photo-20260102.jpg",
        "/report-deadbeef.pdf",
        "/_nuxt/builds/latest.json",
        "/main-UPPERCAS.js",
        "/IMG-22334455.png",
        "/sw.js"
      })
  void anOrdinaryNameIsNone(String path) {
    assertThat(Fingerprint.isIn(SitePath.parse(path), false)).isFalse();
  }

  @Test
  void aBundlersManifestVouchesForTheEndOfAName() throws IOException {
    write(
        "/.vite/manifest.json",
        "{\"index.html\":{\"file\":\"js/app-DiwrgTda.js\",\"css\":[\"c.css\"]}}");
    write("/asset-manifest.json", "{\"files\":{\"main.js\":\"/x/main.Ab3-_9Zz.js\"}, broken");
    for (String path :
        List.of("/js/app-DiwrgTda.js", "/x/main.Ab3-_9Zz.js", "/c.css", "/own-DiwrgTda.js")) {
      write(path, "x");
    }

    Set<String> outputs = BundlerManifests.outputs(files);

    assertThat(outputs)
        .containsExactlyInAnyOrder("/js/app-DiwrgTda.js", "/x/main.Ab3-_9Zz.js", "/c.css");
    assertThat(files.keySet())
        .filteredOn(path -> Fingerprint.isIn(SitePath.parse(path), outputs.contains(path)))
        .containsExactlyInAnyOrder("/js/app-DiwrgTda.js", "/x/main.Ab3-_9Zz.js");
  }

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path.substring(1));
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, content);
    files.put(path, new OutputFile(SitePath.parse(path), file, content.length()));
  }

  @Test
  void unknownPathsAreAnsweredAsTheFilesSay() {
    NotFoundHandling spa = NotFoundHandling.SINGLE_PAGE_APPLICATION;

    assertThat(NotFoundDetection.of(List.of("/404.html", "/index.html"), spa))
        .isEqualTo(NotFoundHandling.NOT_FOUND_PAGE);
    assertThat(NotFoundDetection.of(List.of("/app.js", "/index.html"), spa)).isEqualTo(spa);
    assertThat(NotFoundDetection.of(List.of("/about.html", "/index.html"), spa))
        .isEqualTo(NotFoundHandling.NONE);
    assertThat(NotFoundDetection.of(List.of("/index.html"), NotFoundHandling.NONE))
        .isEqualTo(NotFoundHandling.NONE);
    assertThat(NotFoundDetection.of(List.of("/200.html", "/a.html"), NotFoundHandling.NONE))
        .isEqualTo(spa);
  }

  @Test
  void theSameBytesAlwaysGiveTheSameVariants() throws IOException {
    byte[] content = "body { color: red }\n".repeat(100).getBytes();
    Map<Coding, byte[]> first = Compression.variantsOf(content);

    assertThat(first).containsOnlyKeys(Coding.BROTLI, Coding.ZSTD, Coding.GZIP);
    Map<Coding, byte[]> second = Compression.variantsOf(content);
    first.forEach((coding, bytes) -> assertThat(bytes).isEqualTo(second.get(coding)));
  }

  @Test
  void whatIsTooSmallOrTooRandomHasNoVariants() throws IOException {
    byte[] random = new byte[4096];
    new Random(1).nextBytes(random);

    assertThat(Compression.variantsOf("small".getBytes())).isEmpty();
    assertThat(Compression.variantsOf(random)).isEmpty();
  }
}
