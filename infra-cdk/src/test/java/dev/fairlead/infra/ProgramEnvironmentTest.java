package dev.fairlead.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.api.ApiReaders;
import dev.fairlead.buildtask.BuildTaskConfig;
import dev.fairlead.edge.EdgeReaders;
import dev.fairlead.infra.stage.StageSize;
import dev.fairlead.wslogs.WsLogsConfig;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Each program's own reader gets what its task definition sets: nothing is missing or wrong,
 * nothing is set that the program does not know, and what is left at its default is listed here.
 */
final class ProgramEnvironmentTest {
  /** The AWS SDK reads it, where a program has no use for it of its own. */
  private static final String SDK = "AWS_REGION";

  /** What the launcher adds when it starts a build. */
  private static final Map<String, String> LAUNCHED =
      Map.of(
          "FAIRLEAD_DEPLOYMENT_ID", "d1234567890abcde", "FAIRLEAD_BUILD_TOKEN", "one-time-token");

  @Test
  void theApiIsToldAllThatItReadsButTheseAndNothingElse() {
    check(
        "api",
        ApiReaders::read,
        "FAIRLEAD_ALLOW_LOCAL_REPOSITORIES",
        "FAIRLEAD_API_HOST",
        "FAIRLEAD_BUILD_LEASE",
        "FAIRLEAD_DATABASE_CONNECTIONS",
        "FAIRLEAD_REDIS_CA_FILE",
        "FAIRLEAD_RETAINED_ASSETS",
        // The image sets it.
        "FAIRLEAD_DASHBOARD_DIR");
  }

  @Test
  void theEdgeIsToldAllThatItReadsButTheseAndNothingElse() {
    check(
        "edge-proxy",
        EdgeReaders::read,
        "FAIRLEAD_EDGE_ACCESS_LOG",
        "FAIRLEAD_EDGE_COUNTRY_HEADER",
        "FAIRLEAD_EDGE_HOST",
        "FAIRLEAD_EDGE_HSTS",
        "FAIRLEAD_EDGE_MANIFEST_CACHE_BYTES",
        "FAIRLEAD_EDGE_MAX_CONNECTIONS",
        "FAIRLEAD_EDGE_METRICS_HOST",
        "FAIRLEAD_EDGE_METRICS_PORT",
        "FAIRLEAD_EDGE_THREADS",
        // The load balancer speaks TLS.
        "FAIRLEAD_EDGE_TLS_CERTIFICATES",
        "FAIRLEAD_EDGE_TLS_PORT",
        "FAIRLEAD_REDIS_CA_FILE");
  }

  @Test
  void aLogServerIsToldAllThatItReadsButTheseAndNothingElse() {
    check("ws-logs", WsLogsConfig::fromEnvironment, "FAIRLEAD_REDIS_CA_FILE", "FAIRLEAD_WS_HOST");
  }

  @Test
  void aBuildIsToldAllThatItReadsAndNothingElse() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      Map<String, String> variables = new TreeMap<>(environment(synthesis, "build"));
      variables.putAll(LAUNCHED);
      AskedVariables asked = new AskedVariables(variables);
      BuildTaskConfig.of(asked);
      assertThat(asked.ignored()).isEmpty();
      assertThat(asked.unset())
          .containsExactlyInAnyOrder(
              "FAIRLEAD_CACHE_DIR", "FAIRLEAD_EGRESS_ALLOW", "FAIRLEAD_UNSAFE_NO_SANDBOX");
    }
  }

  @Test
  void aMissingVariableIsNoticed() {
    Map<String, String> variables =
        new TreeMap<>(environment(Synthesised.of(StageSize.SMALL), "api"));
    variables.remove("FAIRLEAD_SITE_URL");
    assertThatThrownBy(() -> ApiReaders.read(variables)).hasMessageContaining("FAIRLEAD_SITE_URL");
  }

  @Test
  void anEdgeThatIsNotToldOfTheCacheIsNoticed() {
    Map<String, String> variables =
        new TreeMap<>(environment(Synthesised.of(StageSize.SMALL), "edge-proxy"));
    variables.remove("FAIRLEAD_REDIS_URL");
    AskedVariables asked = new AskedVariables(variables);
    EdgeReaders.read(asked);
    assertThat(asked.unset()).contains("FAIRLEAD_REDIS_URL");
  }

  @Test
  void noValueIsASecret() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      for (String container : new String[] {"api", "edge-proxy", "ws-logs", "build"}) {
        assertThat(environment(synthesis, container).keySet())
            .noneMatch(name -> name.matches(".*(PASSWORD|_TOKEN|_KEY)$"));
        assertThat(environment(synthesis, container).values())
            .noneMatch(value -> value.contains("{{resolve:"));
      }
    }
  }

  private static void check(
      String container, Consumer<Map<String, String>> reader, String... atTheirDefaults) {
    for (Synthesis synthesis : Synthesised.sizes()) {
      AskedVariables asked = new AskedVariables(environment(synthesis, container));
      reader.accept(asked);
      assertThat(asked.ignored()).isSubsetOf(SDK);
      assertThat(asked.unset()).containsExactlyInAnyOrder(atTheirDefaults);
    }
  }

  private static Map<String, String> environment(Synthesis synthesis, String name) {
    Map<String, String> variables = new TreeMap<>();
    Synthesised.resources(synthesis, "AWS::ECS::TaskDefinition").stream()
        .map(task -> task.properties().at("/ContainerDefinitions/0"))
        .filter(container -> container.path("Name").asText().equals(name))
        .flatMap(container -> container.path("Environment").valueStream())
        .forEach(variable -> put(variables, variable));
    assertThat(variables).isNotEmpty();
    return variables;
  }

  private static void put(Map<String, String> variables, JsonNode variable) {
    variables.put(variable.path("Name").asText(), DeployedValue.of(variable.path("Value")));
  }
}
