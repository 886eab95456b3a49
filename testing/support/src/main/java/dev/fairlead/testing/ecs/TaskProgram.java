package dev.fairlead.testing.ecs;

import java.util.Map;

/** What the container of a task runs. */
@FunctionalInterface
public interface TaskProgram {
  /**
   * Runs until it is done or its thread is interrupted.
   *
   * @param environment of the container's override
   * @return exit code
   */
  int run(Map<String, String> environment) throws InterruptedException;
}
