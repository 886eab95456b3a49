package dev.fairlead.api;

import dev.fairlead.api.launch.BuildLauncher;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Runs the api by itself, configured by environment variables. */
public final class ApiMain {
  private static final int CONFIGURATION_INVALID = 2;

  private ApiMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Map<String, String> environment = System.getenv();
    ApiConfig config;
    Supplier<BuildLauncher> launcher;
    try {
      config = ApiEnvironment.read(environment);
      launcher = LauncherEnvironment.read(environment);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(CONFIGURATION_INVALID);
      return;
    }
    Api api = Api.start(config, launcher.get());
    Runtime.getRuntime().addShutdownHook(new Thread(api::close));
    new CountDownLatch(1).await();
  }
}
