package dev.fairlead.api.fargate;

/** Opens the launcher's name of the build's container to the test of the task definitions. */
public final class BuildContainer {
  private BuildContainer() {}

  /** The container that the launcher's overrides name. */
  public static String name() {
    return RunTaskPlan.CONTAINER;
  }
}
