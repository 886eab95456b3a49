package dev.fairlead.infra;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What a program is given to run.
 *
 * @param environment all that its configuration reads
 * @param permissions what its task role may do
 * @param targetGroups the load balancer's targets that its tasks become, by port
 * @param registry the Cloud Map service in which its tasks are found
 * @param stopSeconds between SIGTERM and SIGKILL, 2–120: longer than the program drains
 * @param spot whether it may be interrupted with two minutes' notice
 */
record ProgramSettings(
    Program program,
    Map<String, String> environment,
    List<PolicyStatement> permissions,
    Map<Integer, String> targetGroups,
    Optional<String> registry,
    int stopSeconds,
    boolean spot) {
  ProgramSettings {
    environment = Map.copyOf(environment);
    permissions = List.copyOf(permissions);
    targetGroups = Map.copyOf(targetGroups);
    if (stopSeconds < 2 || stopSeconds > 120) {
      throw new IllegalArgumentException(
          "stop time-out: %d s (expected: 2–120)".formatted(stopSeconds));
    }
  }
}
