package dev.fairlead.api;

import java.util.Map;

/** Opens the api's own readers of its environment to the test of the task definitions. */
public final class ApiReaders {
  private ApiReaders() {}

  /** Reads all that {@code ApiMain} reads, as it does. */
  public static void read(Map<String, String> environment) {
    ApiEnvironment.read(environment);
    LauncherEnvironment.read(environment);
  }
}
