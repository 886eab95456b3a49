package dev.fairlead.testing.system;

import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the processes that builds run in, among the children of this one. */
final class BuildProcesses {
  private BuildProcesses() {}

  /** Waits for the process of a deployment's build. */
  static ProcessHandle await(String deployment) throws Exception {
    return Eventually.get(
            "a build process for " + deployment, () -> find(deployment), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<ProcessHandle> find(String deployment) {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .filter(child -> deployment.equals(environmentOf(child).get("FAIRLEAD_DEPLOYMENT_ID")))
        .findFirst();
  }

  /** What a process was told in its environment (proc(5)); empty once it is gone. */
  static Map<String, String> environmentOf(ProcessHandle process) {
    Map<String, String> environment = new HashMap<>();
    try {
      Path file = Path.of("/proc", String.valueOf(process.pid()), "environ");
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (String entry : text.split("\0", -1)) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
          environment.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
      }
      return environment;
    } catch (IOException gone) {
      return Map.of();
    }
  }
}
