package dev.fairlead.wslogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WsLogsConfigTest {

  @Test
  void readsTheEnvironment() {
    WsLogsConfig config =
        WsLogsConfig.fromEnvironment(
            Map.of(
                "FAIRLEAD_REDIS_URL", "redis://:hidden@localhost:6379",
                "FAIRLEAD_WS_ORIGINS", "https://a.example, https://b.example"));

    assertThat(config.origins())
        .containsExactlyInAnyOrder("https://a.example", "https://b.example");
    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isEqualTo(8082);
    assertThat(config.maxViewers()).isEqualTo(5000);
    assertThat(config.maxViewersPerLog()).isEqualTo(1000);
    assertThat(config.unknownAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.patience()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.toString()).doesNotContain("hidden");
  }

  @Test
  void namesAllProblemsAtOnce() {
    assertThatThrownBy(() -> WsLogsConfig.fromEnvironment(Map.of("FAIRLEAD_WS_PORT", "x")))
        .hasMessage(
            "FAIRLEAD_REDIS_URL is not set; FAIRLEAD_WS_ORIGINS is not set; "
                + "FAIRLEAD_WS_PORT: x (expected: 0–65535)");
  }
}
