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
 * Each program's own reader gets what its task definition sets: nothing is missing or wrong, and
 * nothing is set that the program does not know.
 */
final class ProgramEnvironmentTest {
  /** The AWS SDK reads it, where a program has no use for it of its own. */
  private static final String SDK = "AWS_REGION";

  /** What the launcher adds when it starts a build. */
  private static final Map<String, String> LAUNCHED =
      Map.of(
          "FAIRLEAD_DEPLOYMENT_ID", "d1234567890abcde", "FAIRLEAD_BUILD_TOKEN", "one-time-token");

  @Test
  void theApiIsToldAllThatItReadsAndNothingElse() {
    check("api", ApiReaders::read);
  }

  @Test
  void theEdgeIsToldAllThatItReadsAndNothingElse() {
    check("edge-proxy", EdgeReaders::read);
  }

  @Test
  void aLogServerIsToldAllThatItReadsAndNothingElse() {
    check("ws-logs", WsLogsConfig::fromEnvironment);
  }

  @Test
  void aBuildIsToldAllThatItReadsAndNothingElse() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      Map<String, String> variables = new TreeMap<>(environment(synthesis, "build"));
      variables.putAll(LAUNCHED);
      AskedVariables asked = new AskedVariables(variables);
      BuildTaskConfig.of(asked);
      assertThat(asked.ignored()).isEmpty();
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

  private static void check(String container, Consumer<Map<String, String>> reader) {
    for (Synthesis synthesis : Synthesised.sizes()) {
      AskedVariables asked = new AskedVariables(environment(synthesis, container));
      reader.accept(asked);
      assertThat(asked.ignored()).isSubsetOf(SDK);
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
