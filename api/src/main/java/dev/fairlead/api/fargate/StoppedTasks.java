package dev.fairlead.api.fargate;

import dev.fairlead.api.launch.Loss;
import dev.fairlead.build.protocol.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/** Why a task has stopped, for a build that had no result. */
final class StoppedTasks {
  private static final int STARTED_WRONGLY = 2;

  /** Killed by signal 9: from outside, or by the kernel for want of memory. */
  private static final int KILLED = 137;

  private static final int MOST_TEXT = 300;

  private StoppedTasks() {}

  static Loss lossOf(Task task) {
    List<String> said = new ArrayList<>();
    add(said, task.stopCodeAsString());
    add(said, task.stoppedReason());
    @Nullable Integer exit = null;
    for (Container container : task.containers()) {
      if (RunTaskPlan.CONTAINER.equals(container.name())) {
        exit = container.exitCode();
      }
      add(said, container.reason());
    }
    return lossOf(String.join(": ", said), exit);
  }

  /**
   * Decides by the documented texts, then by the exit code.
   *
   * @param said stop code, reason of the task and reasons of its containers
   */
  static Loss lossOf(String said, @Nullable Integer exit) {
    String lower = said.toLowerCase(Locale.ROOT);
    Optional<StopRule> rule = StopRule.TABLE.stream().filter(r -> r.fits(lower)).findFirst();
    String shown = said.substring(0, Math.min(said.length(), MOST_TEXT));
    return rule.map(found -> found.loss(shown)).orElseGet(() -> ofExit(shown, exit));
  }

  private static Loss ofExit(String said, @Nullable Integer exit) {
    if (exit == null) {
      return Loss.of(
          FailureCode.PLATFORM_BUILD_LOST,
          Loss.Retry.NOW,
          "The build's machine ended without saying why (%s); deploy again.".formatted(said));
    }
    return switch (exit) {
      case STARTED_WRONGLY ->
          Loss.of(
              FailureCode.PLATFORM_CONFIGURATION_INVALID,
              Loss.Retry.NEVER,
              "The build process was started with a wrong environment; the operator must look at"
                  + " the build's log and deploy the platform again.");
      case KILLED ->
          Loss.of(
              FailureCode.PLATFORM_BUILD_LOST,
              Loss.Retry.NOW,
              "The build process was killed; if it happens again, choose a larger build size"
                  + " (--size).");
      default ->
          Loss.of(
              FailureCode.PLATFORM_BUILD_LOST,
              Loss.Retry.NOW,
              "The build process ended without a result (exit code %d); deploy again."
                  .formatted(exit));
    };
  }

  private static void add(List<String> said, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      said.add(text);
    }
  }
}
