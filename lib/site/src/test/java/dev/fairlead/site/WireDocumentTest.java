package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files must parse forever: a change that breaks one breaks stored sites. */
final class WireDocumentTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"manifest", "manifest-single-page", "manifest-plain", "manifest-rules"})
  void aGoldenManifestIsWrittenAsItWasRead(String name) throws Exception {
    JsonNode golden = golden(name);

    assertThat(JSON.readTree(Manifest.parse(bytes(golden)).toJson())).isEqualTo(golden);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "route",
        "route-building",
        "route-awaited",
        "route-region",
        "route-retained",
        "route-redirect"
      })
  void aGoldenRouteIsWrittenAsItWasRead(String name) throws Exception {
    JsonNode golden = golden(name);

    assertThat(JSON.readTree(Route.parse(bytes(golden)).toJson())).isEqualTo(golden);
  }

  @Test
  void aGoldenHintIsWrittenAsItWasRead() throws Exception {
    JsonNode golden = golden("route-hint");

    assertThat(JSON.readTree(RouteHint.parse(bytes(golden)).toJson())).isEqualTo(golden);
  }

  @Test
  void readsWhatAManifestSays() throws Exception {
    Manifest manifest = Manifest.parse(bytes(golden("manifest")));
    SiteFile script = manifest.files().get(1);

    assertThat(manifest.createdAt()).isEqualTo(Instant.parse("2026-03-04T05:06:07.890Z"));
    assertThat(manifest.notFound()).isEqualTo(NotFoundHandling.NOT_FOUND_PAGE);
    assertThat(manifest.files().getFirst().variants()).isEmpty();
    assertThat(script.path()).isEqualTo(SitePath.parse("/assets/größe-1a2b3c4d.js"));
    assertThat(script.immutable()).isTrue();
    assertThat(script.blob().length()).isEqualTo(5_000_000_000L);
    assertThat(script.variants())
        .containsOnlyKeys(Coding.BROTLI, Coding.ZSTD, Coding.GZIP)
        .extractingByKey(Coding.GZIP)
        .extracting(Blob::length)
        .isEqualTo(1500L);
  }

  @Test
  void readsWhatARouteSays() throws Exception {
    Route served = Route.parse(bytes(golden("route")));
    Route building = Route.parse(bytes(golden("route-building")));

    assertThat(served.generation()).isEqualTo(9007199254740993L);
    assertThat(served.served()).contains(DeploymentId.parse("fedcba9876543210"));
    assertThat(served.production()).isTrue();
    assertThat(building.served()).isEmpty();
    assertThat(building.production()).isFalse();
    assertThat(building.awaited()).isNull();
    assertThat(Route.parse(bytes(golden("route-awaited"))).awaited())
        .isEqualTo(AwaitedBuild.FAILED);
  }

  @Test
  void aStateThatIsNotKnownYetIsNone() throws Exception {
    ObjectNode route = golden("route-awaited").put("awaited", "paused");

    assertThat(Route.parse(bytes(route)).awaited()).isNull();
  }

  @Test
  void anUnknownPropertyIsIgnored() throws Exception {
    ObjectNode manifest = golden("manifest");
    manifest.put("addedLater", 1);
    ((ObjectNode) manifest.at("/files/0")).put("addedLater", 1);
    ObjectNode route = golden("route");
    route.putObject("addedLater").put("a", 1);
    ObjectNode hint = golden("route-hint");
    hint.put("addedLater", "x");

    assertThat(Manifest.parse(bytes(manifest)))
        .isEqualTo(Manifest.parse(bytes(golden("manifest"))));
    assertThat(Route.parse(bytes(route))).isEqualTo(Route.parse(bytes(golden("route"))));
    assertThat(RouteHint.parse(bytes(hint)))
        .isEqualTo(RouteHint.parse(bytes(golden("route-hint"))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 99})
  void anotherSchemaIsRefused(int schema) throws Exception {
    byte[] manifest = bytes(golden("manifest").put("schema", schema));
    byte[] route = bytes(golden("route").put("schema", schema));

    assertThatThrownBy(() -> Manifest.parse(manifest))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("manifest schema: %d (expected: 1–1)".formatted(schema));
    assertThatThrownBy(() -> Route.parse(route))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("route schema: %d (expected: 1–1)".formatted(schema));
  }

  @ParameterizedTest
  @CsvSource({
    "/project, UPPER",
    "/deployment, ../../etc",
    "/files/0/path, /../x",
    "/files/0/path, /assets/größe-1a2b3c4d.js",
    "/files/0/contentType, 'text/html\r\nX: y'",
    "/files/0/blob/sha256, abc",
    "/notFound, unheard-of",
    "/createdAt, yesterday"
  })
  void aManifestWithABadValueIsRefused(String pointer, String value) throws Exception {
    ObjectNode manifest = golden("manifest");
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) manifest.at(pointer.substring(0, slash)))
        .put(pointer.substring(slash + 1), value);

    assertThatThrownBy(() -> Manifest.parse(bytes(manifest)))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageStartingWith("not a valid manifest: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema", "host", "generation", "project"})
  void aRouteWithoutARequiredPropertyIsRefused(String property) throws Exception {
    ObjectNode route = golden("route");
    route.remove(property);

    assertThatThrownBy(() -> Route.parse(bytes(route)))
        .isInstanceOf(InvalidDocumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "{} {}", "7"})
  void whatIsNoDocumentIsRefused(String text) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Manifest.parse(json)).isInstanceOf(InvalidDocumentException.class);
    assertThatThrownBy(() -> Route.parse(json)).isInstanceOf(InvalidDocumentException.class);
    assertThatThrownBy(() -> RouteHint.parse(json)).isInstanceOf(InvalidDocumentException.class);
  }

  private static ObjectNode golden(String name) throws IOException {
    try (InputStream in = WireDocumentTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      return (ObjectNode) JSON.readTree(Objects.requireNonNull(in, name));
    }
  }

  private static byte[] bytes(JsonNode document) throws IOException {
    return JSON.writeValueAsBytes(document);
  }
}
