package dev.fairlead.api.fargate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events in the form of the examples in the Developer Guide. */
final class TaskEventTest {
  private static final String TASK =
      "arn:aws:ecs:us-west-2:111122223333:task/FargateCluster/c13b4cb40f1f4fe4a2971f76ae5a47ad";

  @Test
  void aStoppedTaskIsEnding() throws IOException {
    assertThat(TaskEvent.parse(event("task-stopped"))).contains(new TaskEvent(TASK, 5, true));
  }

  @Test
  void aStartingTaskIsNot() throws IOException {
    assertThat(TaskEvent.parse(event("task-provisioning"))).contains(new TaskEvent(TASK, 1, false));
  }

  @Test
  void eventsOfOtherKindsSayNothing() throws IOException {
    assertThat(TaskEvent.parse(event("deployment-state"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{\"detail\":1}",
        "{\"detail-type\":\"ECS Task State Change\",\"detail\":{\"taskArn\":\"x\",\"version\":1}}",
        "{\"detail-type\":\"ECS Task State Change\",\"detail\":{\"taskArn\":\"arn:aws:ecs:x\"}}"
      })
  void whatIsNoEventIsAnError(String body) {
    assertThatThrownBy(() -> TaskEvent.parse(body)).isInstanceOf(IOException.class);
  }

  private static String event(String name) throws IOException {
    String file = "/fargate/" + name + ".json";
    try (InputStream in = TaskEventTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
