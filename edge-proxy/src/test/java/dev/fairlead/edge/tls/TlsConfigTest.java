package dev.fairlead.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsConfigTest {
  private static final String FOLDER = "FAIRLEAD_EDGE_TLS_CERTIFICATES";
  private static final String PORT = "FAIRLEAD_EDGE_TLS_PORT";

  @Test
  void withoutAFolderThereIsNoTls() {
    assertThat(TlsConfig.fromEnvironment(Map.of())).isNull();
  }

  @Test
  void pinsTheDefaults() {
    assertThat(TlsConfig.fromEnvironment(Map.of(FOLDER, "certificates")))
        .isEqualTo(
            new TlsConfig(
                Path.of("certificates"), 8443, Duration.ofSeconds(10), Duration.ofSeconds(10)));
    assertThat(TlsConfig.fromEnvironment(Map.of(FOLDER, "c", PORT, "443")))
        .isEqualTo(TlsConfig.of(Path.of("c"), 443));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "65536", "8443 "})
  void refusesAPortThatIsNone(String port) {
    assertThatThrownBy(() -> TlsConfig.fromEnvironment(Map.of(FOLDER, "c", PORT, port)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("FAIRLEAD_EDGE_TLS_PORT: %s (expected: 0–65535)", port);
  }

  @Test
  void refusesAPortWithoutAFolder() {
    assertThatThrownBy(() -> TlsConfig.fromEnvironment(Map.of(PORT, "443")))
        .hasMessage(
            "FAIRLEAD_EDGE_TLS_CERTIFICATES: not set, but FAIRLEAD_EDGE_TLS_PORT is"
                + " (expected: a folder)");
  }
}
