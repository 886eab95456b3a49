package dev.fairlead.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.api.fargate.BuildContainer;
import dev.fairlead.infra.Synthesised.Resource;
import dev.fairlead.infra.stage.StageSize;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tasks promise. */
final class ProgramsTest {
  private static final String TASK = "AWS::ECS::TaskDefinition";
  private static final String SERVICE = "AWS::ECS::Service";

  @Test
  void aBuildHasNoTaskRole() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(task(synthesis, "fairlead-live-build").has("TaskRoleArn")).isFalse();
      assertThat(task(synthesis, "fairlead-live-build").has("ExecutionRoleArn")).isTrue();
    }
  }

  @Test
  void aBuildIsToldNothingButWhereTheApiIs() {
    JsonNode container = container(task(small(), "fairlead-live-build"));

    assertThat(container.path("Name").asText()).isEqualTo(BuildContainer.name());
    assertThat(container.has("Secrets")).isFalse();
    assertThat(container.path("Environment").findValuesAsText("Name"))
        .containsExactly("FAIRLEAD_API_URL", "FAIRLEAD_SANDBOX", "FAIRLEAD_WORK_DIR");
    assertThat(container.path("Environment").findValuesAsText("Value"))
        .contains("http://api.live.fairlead.internal:8090");
  }

  @Test
  void noTaskHasACapabilityOrCanWriteItsRoot() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(Synthesised.resources(synthesis, TASK))
          .hasSize(4)
          .allSatisfy(
              task -> {
                JsonNode container = container(task.properties());
                assertThat(container.path("ReadonlyRootFilesystem").asBoolean()).isTrue();
                assertThat(container.at("/LinuxParameters/Capabilities/Drop/0").asText())
                    .isEqualTo("ALL");
                assertThat(container.path("Privileged").asBoolean()).isFalse();
                assertThat(container.has("User")).isFalse();
              });
    }
  }

  @Test
  void everyProgramIsAskedWhetherItAnswersAndHasTimeToDrain() {
    for (Resource task : Synthesised.resources(small(), TASK)) {
      JsonNode container = container(task.properties());
      assertThat(container.path("StopTimeout").asInt()).isBetween(30, 120);
      if (!container.path("Name").asText().equals("build")) {
        assertThat(container.at("/HealthCheck/Command/1").asText())
            .isEqualTo("/opt/fairlead/bin/health");
      }
    }
  }

  @Test
  void anUpdateKeepsAllTasksUntilTheNewOnesAnswerAndRollsBackOtherwise() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(Synthesised.resources(synthesis, SERVICE))
          .hasSize(3)
          .allSatisfy(
              service -> {
                JsonNode rolling = service.properties().path("DeploymentConfiguration");
                assertThat(rolling.path("MinimumHealthyPercent").asInt()).isEqualTo(100);
                assertThat(rolling.path("MaximumPercent").asInt()).isEqualTo(200);
                assertThat(rolling.at("/DeploymentCircuitBreaker/Enable").asBoolean()).isTrue();
                assertThat(rolling.at("/DeploymentCircuitBreaker/Rollback").asBoolean()).isTrue();
                assertThat(service.properties().path("LoadBalancers")).isNotEmpty();
              });
    }
  }

  @Test
  void aTargetLeavesTheBalancerBeforeItsTaskIsKilled() {
    for (Resource group :
        Synthesised.resources(small(), "AWS::ElasticLoadBalancingV2::TargetGroup")) {
      JsonNode delay = group.properties().at("/TargetGroupAttributes/0");
      assertThat(delay.path("Key").asText()).isEqualTo("deregistration_delay.timeout_seconds");
      assertThat(delay.path("Value").asInt()).isBetween(10, 60);
    }
  }

  @Test
  void onlyLogServersAndOnlyOfTheSmallSizeMayBeInterrupted() {
    for (Resource service : Synthesised.resources(small(), SERVICE)) {
      assertThat(service.properties().at("/CapacityProviderStrategy/0/CapacityProvider").asText())
          .isEqualTo(service.stack().equals("fairlead-live-logs") ? "FARGATE_SPOT" : "FARGATE");
    }
    for (Resource service : Synthesised.resources(Synthesised.of(StageSize.PRODUCTION), SERVICE)) {
      assertThat(service.properties().at("/CapacityProviderStrategy/0/CapacityProvider").asText())
          .isEqualTo("FARGATE");
    }
  }

  @Test
  void theNumberOfTasksOfAServiceThatScalesIsNotSetByAnUpdate() {
    Synthesis production = Synthesised.of(StageSize.PRODUCTION);
    assertThat(Synthesised.resources(production, SERVICE))
        .allMatch(service -> !service.properties().has("DesiredCount"));
    assertThat(Synthesised.resources(production, "AWS::ApplicationAutoScaling::ScalableTarget"))
        .extracting(target -> target.properties().path("MinCapacity").asInt())
        .containsExactlyInAnyOrder(2, 2, 3);
  }

  @Test
  void onlyEventsOfBuildsComeToTheQueue() {
    List<Resource> rules = Synthesised.resources(small(), "AWS::Events::Rule");

    assertThat(rules).hasSize(1);
    JsonNode detail = rules.getFirst().properties().at("/EventPattern/detail");
    assertThat(detail.path("group").path(0).asText()).isEqualTo("family:fairlead-live-build");
    assertThat(detail.path("clusterArn").path(0).has("Fn::GetAtt")).isTrue();
  }

  private static Synthesis small() {
    return Synthesised.of(StageSize.SMALL);
  }

  private static JsonNode task(Synthesis synthesis, String family) {
    return Synthesised.resources(synthesis, TASK).stream()
        .map(Resource::properties)
        .filter(properties -> properties.path("Family").asText().equals(family))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode container(JsonNode task) {
    assertThat(task.path("ContainerDefinitions")).hasSize(1);
    return task.path("ContainerDefinitions").path(0);
  }
}
