package dev.fairlead.testing.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What ECS refuses in a RunTask (API reference, {@code RunTask}; Developer Guide, "Fargate task
 * definition parameters", task size).
 */
final class RunTaskRules {
  private RunTaskRules() {}

  /** What is wrong with an order, if anything. */
  static Optional<String> problem(JsonNode order) {
    if (!order.path("clientToken").asText().matches("[\\x21-\\x7e]{0,64}")) {
      return Optional.of("Invalid client token");
    }
    if (!order.path("startedBy").asText().matches("[A-Za-z0-9/_-]{0,128}")) {
      return Optional.of("startedBy may have 128 letters, numbers, hyphens and slashes");
    }
    if (order.path("launchType").isMissingNode()
        == order.path("capacityProviderStrategy").isMissingNode()) {
      return Optional.of("Either launchType or capacityProviderStrategy");
    }
    JsonNode vpc = order.at("/networkConfiguration/awsvpcConfiguration");
    if (vpc.path("subnets").isEmpty() || vpc.path("subnets").size() > 16) {
      return Optional.of("Network Configuration must be provided when networkMode 'awsvpc'");
    }
    if (vpc.path("securityGroups").size() > 5) {
      return Optional.of("securityGroups can have at most 5 items");
    }
    int storage = order.at("/overrides/ephemeralStorage/sizeInGiB").asInt(21);
    if (storage < 21 || storage > 200) {
      return Optional.of("ephemeralStorage size must be between 21 and 200");
    }
    int cpu = order.at("/overrides/cpu").asInt(1024);
    int memory = order.at("/overrides/memory").asInt(2048);
    return isPair(cpu, memory)
        ? Optional.empty()
        : Optional.of(
            "No Fargate configuration exists for given values: %d CPU, %d memory"
                .formatted(cpu, memory));
  }

  private static boolean isPair(int cpu, int memory) {
    return switch (cpu) {
      case 1024 -> within(memory, 2, 8, 1);
      case 2048 -> within(memory, 4, 16, 1);
      case 4096 -> within(memory, 8, 30, 1);
      case 8192 -> within(memory, 16, 60, 4);
      case 16384 -> within(memory, 32, 120, 8);
      default -> false;
    };
  }

  private static boolean within(int memory, int least, int most, int step) {
    return memory % (step * 1024) == 0 && memory >= least * 1024 && memory <= most * 1024;
  }
}
