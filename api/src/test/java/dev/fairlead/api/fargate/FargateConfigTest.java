package dev.fairlead.api.fargate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every key and its default. */
final class FargateConfigTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "AWS_REGION", "eu-central-1",
          "FAIRLEAD_ECS_CLUSTER", "builds",
          "FAIRLEAD_ECS_TASK_FAMILY", "fairlead-build",
          "FAIRLEAD_ECS_SUBNETS", "subnet-0a, subnet-0b",
          "FAIRLEAD_ECS_SECURITY_GROUPS", "sg-0c");

  @Test
  void whatIsNotSetHasItsDefault() {
    FargateConfig config = FargateConfig.fromEnvironment(REQUIRED);

    assertThat(config.subnets()).containsExactly("subnet-0a", "subnet-0b");
    assertThat(config.assignPublicIp()).isFalse();
    assertThat(config.previewsOnSpot()).isFalse();
    assertThat(config.events()).isNull();
    assertThat(config.warmTasks()).isZero();
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.remove("FAIRLEAD_ECS_CLUSTER");
    environment.put("FAIRLEAD_ECS_PREVIEWS_ON_SPOT", "yes");
    environment.put("FAIRLEAD_ECS_WARM_TASKS", "many");
    environment.put("FAIRLEAD_ECS_EVENTS_QUEUE_URL", "events");

    assertThatThrownBy(() -> FargateConfig.fromEnvironment(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "FAIRLEAD_ECS_CLUSTER is not set",
            "FAIRLEAD_ECS_PREVIEWS_ON_SPOT: yes",
            "FAIRLEAD_ECS_WARM_TASKS: many",
            "FAIRLEAD_ECS_EVENTS_QUEUE_URL: events");
  }

  @Test
  void aSubnetIsAnId() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put("FAIRLEAD_ECS_SUBNETS", "10.0.0.0/24");

    assertThatThrownBy(() -> FargateConfig.fromEnvironment(environment))
        .hasMessageContaining("FAIRLEAD_ECS_SUBNETS: [10.0.0.0/24] (expected: 1–16 subnet ids");
  }
}
