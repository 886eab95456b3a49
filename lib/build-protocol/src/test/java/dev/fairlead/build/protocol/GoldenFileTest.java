package dev.fairlead.build.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.site.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was once on the wire must parse forever, to the same meaning. */
final class GoldenFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<String> names() {
    return WireSamples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aGoldenFileParsesToItsMeaning(String name) throws IOException {
    Object sample = Objects.requireNonNull(WireSamples.all().get(name));

    assertThat((Object) WireFormat.parse(name, golden(name), typeOf(sample))).isEqualTo(sample);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aDocumentIsWrittenAsItsGoldenFile(String name) throws IOException {
    byte[] written = WireFormat.write(Objects.requireNonNull(WireSamples.all().get(name)));

    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(golden(name)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void noTokenOrSignatureIsInItsText(String name) {
    assertThat(String.valueOf(WireSamples.all().get(name)))
        .doesNotContain("one-time", "attempt-token", "signature");
  }

  /** The type a reader asks for: of the sealed documents the interface. */
  private static Class<?> typeOf(Object sample) {
    return switch (sample) {
      case BuildEvent event -> BuildEvent.class;
      case LogMessage message -> LogMessage.class;
      default -> sample.getClass();
    };
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = GoldenFileTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
