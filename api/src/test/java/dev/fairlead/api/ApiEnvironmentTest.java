package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every key and its default. */
final class ApiEnvironmentTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "FAIRLEAD_API_URL", "https://fairlead.example",
          "FAIRLEAD_SITE_URL", "https://sites.example",
          "FAIRLEAD_LOGS_URL", "wss://logs.example",
          "FAIRLEAD_DATABASE_URL", "jdbc:postgresql://db/fairlead",
          "FAIRLEAD_DATABASE_USER", "fairlead",
          "FAIRLEAD_DATABASE_PASSWORD", "secret",
          "FAIRLEAD_REDIS_URL", "rediss://redis:6379",
          "FAIRLEAD_S3_BUCKET", "sites",
          "AWS_REGION", "eu-central-1");

  @Test
  void whatIsNotSetHasItsDefault() {
    ApiConfig config = ApiEnvironment.read(REQUIRED);

    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.database().connections()).isEqualTo(20);
    assertThat(config.builds().concurrency()).isEqualTo(2);
    assertThat(config.builds().lease()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.builds().allowLocalRepositories()).isFalse();
    assertThat(config.ownerToken()).isNull();
    assertThat(config.dashboard()).isNull();
  }

  @Test
  void whatTheLauncherLacksIsNamedWithTheRest() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.remove("FAIRLEAD_API_URL");
    environment.put("FAIRLEAD_BUILD_LAUNCHER", "fargate");

    assertThatThrownBy(() -> ApiEnvironment.read(environment))
        .hasMessageContainingAll("FAIRLEAD_API_URL", "FAIRLEAD_ECS_CLUSTER is not set");
  }

  @Test
  void anUnknownLauncherIsNamed() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put("FAIRLEAD_BUILD_LAUNCHER", "docker");

    assertThatThrownBy(() -> ApiEnvironment.read(environment))
        .hasMessageContaining("FAIRLEAD_BUILD_LAUNCHER: docker (expected: process or fargate)");
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.remove("FAIRLEAD_API_URL");
    environment.remove("AWS_REGION");
    environment.put("FAIRLEAD_API_PORT", "eighty");

    assertThatThrownBy(() -> ApiEnvironment.read(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("FAIRLEAD_API_URL", "AWS_REGION", "FAIRLEAD_API_PORT: eighty");
  }

  @Test
  void aPasswordIsNotPrinted() {
    assertThat(ApiEnvironment.read(REQUIRED).toString()).doesNotContain("secret");
  }
}
