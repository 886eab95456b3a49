package dev.fairlead.api;

import dev.fairlead.api.fargate.FargateBuildLauncher;
import dev.fairlead.api.fargate.FargateConfig;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.ProcessBuildLauncher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Chooses where builds run: {@code FAIRLEAD_BUILD_LAUNCHER}. */
final class LauncherEnvironment {
  private LauncherEnvironment() {}

  /**
   * Reads what the chosen launcher needs; the launcher itself is opened later.
   *
   * @throws IllegalArgumentException that names every variable that is missing or wrong
   */
  static Supplier<BuildLauncher> read(Map<String, String> environment) {
    String choice = environment.getOrDefault("FAIRLEAD_BUILD_LAUNCHER", "process");
    return switch (choice) {
      case "process" -> () -> processes(environment);
      case "fargate" -> {
        FargateConfig config = FargateConfig.fromEnvironment(environment);
        yield () -> FargateBuildLauncher.open(config);
      }
      default ->
          throw new IllegalArgumentException(
              "FAIRLEAD_BUILD_LAUNCHER: %s (expected: process or fargate)".formatted(choice));
    };
  }

  /** Builds run as children of this process, with a Java program and a class path of their own. */
  private static ProcessBuildLauncher processes(Map<String, String> environment) {
    List<String> command =
        List.of(
            environment.getOrDefault("FAIRLEAD_BUILD_COMMAND", "fairlead-build-task").split(" "));
    Map<String, String> inherited = new HashMap<>();
    for (String name : List.of("PATH", "HOME", "JAVA_HOME", "FAIRLEAD_WORK_DIR")) {
      if (environment.containsKey(name)) {
        inherited.put(name, environment.get(name));
      }
    }
    inherited.put("FAIRLEAD_API_URL", environment.getOrDefault("FAIRLEAD_API_URL", ""));
    return new ProcessBuildLauncher(command, inherited);
  }
}
