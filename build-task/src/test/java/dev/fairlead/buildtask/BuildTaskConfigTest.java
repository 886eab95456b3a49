package dev.fairlead.buildtask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuildTaskConfigTest {
  private static final Map<String, String> SMALLEST =
      Map.of(
          "FAIRLEAD_API_URL", "http://127.0.0.1:8080/",
          "FAIRLEAD_DEPLOYMENT_ID", "dep0000000000001",
          "FAIRLEAD_BUILD_TOKEN", "secret-token",
          "FAIRLEAD_WORK_DIR", "/srv/work");

  @Test
  void withoutADeploymentItWaitsForOne() {
    Map<String, String> environment = new HashMap<>(SMALLEST);
    environment.remove("FAIRLEAD_DEPLOYMENT_ID");

    assertThat(BuildTaskConfig.of(environment).deployment()).isNull();
  }

  @Test
  void theSmallestEnvironmentHasTheseDefaults() {
    BuildTaskConfig config = BuildTaskConfig.of(SMALLEST);

    assertThat(config.apiUrl()).isEqualTo(URI.create("http://127.0.0.1:8080"));
    assertThat(config.workDirectory()).isEqualTo(Path.of("/srv/work"));
    assertThat(config.cacheDirectory()).isNull();
    assertThat(config.egressAllow()).isEmpty();
    assertThat(config.sandbox()).isEqualTo(SandboxChoice.BUBBLEWRAP);
    assertThat(config.path()).isEqualTo("/usr/local/bin:/usr/bin:/bin");
    assertThat(config.toString()).doesNotContain("secret-token");
  }

  @Test
  void everyKeyIsRead() {
    Map<String, String> environment = new HashMap<>(SMALLEST);
    environment.put("FAIRLEAD_CACHE_DIR", "/srv/cache");
    environment.put("FAIRLEAD_EGRESS_ALLOW", "packages.example.com, Mirror.example.com,");
    environment.put("FAIRLEAD_UNSAFE_NO_SANDBOX", "true");
    environment.put("PATH", "/opt/node/bin");
    BuildTaskConfig config = BuildTaskConfig.of(environment);

    assertThat(config.cacheDirectory()).isEqualTo(Path.of("/srv/cache"));
    assertThat(config.egressAllow())
        .containsExactlyInAnyOrder("packages.example.com", "mirror.example.com");
    assertThat(config.sandbox()).isEqualTo(SandboxChoice.NONE);
    assertThat(config.path()).isEqualTo("/opt/node/bin");
  }

  @ParameterizedTest
  @CsvSource({"auto, BUBBLEWRAP", "bubblewrap, BUBBLEWRAP", "user, USER"})
  void theSandboxIsTheOneThatWasChosen(String text, SandboxChoice expected) {
    Map<String, String> environment = new HashMap<>(SMALLEST);
    environment.put("FAIRLEAD_SANDBOX", text);

    assertThat(BuildTaskConfig.of(environment).sandbox()).isEqualTo(expected);
  }

  @Test
  void choicesThatContradictEachOtherAreRefused() {
    Map<String, String> environment = new HashMap<>(SMALLEST);
    environment.put("FAIRLEAD_SANDBOX", "user");
    environment.put("FAIRLEAD_UNSAFE_NO_SANDBOX", "true");
    assertThatThrownBy(() -> BuildTaskConfig.of(environment))
        .hasMessage("FAIRLEAD_UNSAFE_NO_SANDBOX: not together with FAIRLEAD_SANDBOX");

    environment.remove("FAIRLEAD_UNSAFE_NO_SANDBOX");
    environment.put("FAIRLEAD_CACHE_DIR", "/srv/cache");
    assertThatThrownBy(() -> BuildTaskConfig.of(environment))
        .hasMessageStartingWith("FAIRLEAD_CACHE_DIR: not with FAIRLEAD_SANDBOX=user");
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    Map<String, String> environment =
        Map.of(
            "FAIRLEAD_API_URL", "ftp://x",
            "FAIRLEAD_WORK_DIR", "relative",
            "FAIRLEAD_SANDBOX", "some",
            "FAIRLEAD_UNSAFE_NO_SANDBOX", "yes");

    assertThatThrownBy(() -> BuildTaskConfig.of(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "FAIRLEAD_API_URL: expected: an http:// or https:// address",
            "FAIRLEAD_BUILD_TOKEN: missing",
            "FAIRLEAD_WORK_DIR: expected: an absolute path",
            "FAIRLEAD_SANDBOX: expected: auto, bubblewrap or user",
            "FAIRLEAD_UNSAFE_NO_SANDBOX: expected: true or false");
  }
}
