package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentHashTest {
  /** The example of FIPS 180-4 for {@code abc}. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void hashesAsSha256Does() {
    assertThat(ContentHash.of("abc".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(ContentHash.parse(ABC))
        .hasToString(ABC);
  }

  @Test
  void isWrittenInBase64ForS3() {
    assertThat(ContentHash.parse(ABC).base64())
        .isEqualTo("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ba78", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
  void refusesOtherForms(String hex) {
    assertThatThrownBy(() -> ContentHash.parse(hex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 lower-case hexadecimal digits");
  }
}
