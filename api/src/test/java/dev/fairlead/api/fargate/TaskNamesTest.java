package dev.fairlead.api.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.launch.Owner;
import dev.fairlead.site.DeploymentId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TaskNamesTest {
  private static final DeploymentId ID = DeploymentId.parse("0123456789abcdef");

  static Stream<Owner> owners() {
    return Stream.of(
        new Owner.OfAttempt(ID, 1),
        new Owner.OfAttempt(ID, 999_999_999),
        new Owner.OfInspection(ID),
        new Owner.OfPool("abcdef0123456789"));
  }

  @ParameterizedTest
  @MethodSource("owners")
  void aTaskTellsForWhatItWasStarted(Owner owner) {
    assertThat(TaskNames.ownerOf(TaskNames.startedBy(owner))).contains(owner);
    assertThat(TaskNames.startedBy(owner)).matches("[A-Za-z0-9_/-]{1,128}");
    for (Capacity capacity : Capacity.values()) {
      assertThat(TaskNames.clientToken(owner, capacity)).matches("[\\x21-\\x7e]{1,64}");
    }
  }

  @Test
  void tasksOfOthersHaveNoOwner() {
    assertThat(TaskNames.ownerOf(null)).isEmpty();
    assertThat(TaskNames.ownerOf("ecs-svc/1234567890")).isEmpty();
    assertThat(TaskNames.ownerOf("fairlead-build-0123456789abcdef-0")).isEmpty();
  }
}
