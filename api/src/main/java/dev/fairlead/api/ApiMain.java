package dev.fairlead.api;

import dev.fairlead.api.queue.ProcessBuildLauncher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the api by itself, configured by environment variables. */
public final class ApiMain {
  private static final int CONFIGURATION_INVALID = 2;

  private ApiMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Map<String, String> environment = System.getenv();
    ApiConfig config;
    try {
      config = ApiEnvironment.read(environment);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(CONFIGURATION_INVALID);
      return;
    }
    Api api = Api.start(config, launcher(environment));
    Runtime.getRuntime().addShutdownHook(new Thread(api::close));
    new CountDownLatch(1).await();
  }

  /** Builds run as children of this process, with a Java program and a class path of their own. */
  private static ProcessBuildLauncher launcher(Map<String, String> environment) {
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
