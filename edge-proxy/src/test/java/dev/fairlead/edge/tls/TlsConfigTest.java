package dev.fairlead.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsConfigTest {
  @Test
  void pinsTheDefaults() {
    assertThat(TlsConfig.of(Path.of("certificates"), TlsConfig.DEFAULT_PORT))
        .isEqualTo(
            new TlsConfig(
                Path.of("certificates"), 8443, Duration.ofSeconds(10), Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void refusesAPortThatIsNone(int port) {
    assertThatThrownBy(() -> TlsConfig.of(Path.of("certificates"), port))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TLS port: %d (expected: 0–65535)", port);
  }
}
