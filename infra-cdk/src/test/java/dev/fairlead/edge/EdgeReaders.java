package dev.fairlead.edge;

import java.util.Map;

/** Opens the edge's own reader of its environment to the test of the task definitions. */
public final class EdgeReaders {
  private EdgeReaders() {}

  /** Reads all that {@code EdgeProxyMain} reads. */
  public static void read(Map<String, String> environment) {
    EdgeEnvironment.read(environment);
  }
}
