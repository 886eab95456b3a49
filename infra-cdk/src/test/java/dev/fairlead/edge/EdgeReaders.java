package dev.fairlead.edge;

import java.util.Map;

/** Opens the edge's own reader of its environment to the test of the task definitions. */
public final class EdgeReaders {
  /** More than a task has: how much this test may have says nothing of it. */
  private static final long TASK_MEMORY = 1L << 40;

  private EdgeReaders() {}

  /** Reads all that {@code EdgeProxyMain} reads. */
  public static void read(Map<String, String> environment) {
    EdgeEnvironment.read(environment, TASK_MEMORY);
  }
}
