package dev.fairlead.testing.bench;

import java.io.IOException;

/** Runs one measurement by its name: {@code ./fairlead bench edge}. */
public final class BenchMain {
  private static final int BAD_USAGE = 2;
  private static final int CANNOT_MEASURE = 3;

  private BenchMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    String name = arguments.length == 0 ? "" : arguments[0];
    try {
      switch (name) {
        case "edge" -> EdgeBench.run();
        default -> {
          System.err.println("Measurements: edge (requests and CPU of the edge beside nginx).");
          System.exit(BAD_USAGE);
        }
      }
    } catch (IOException e) {
      System.err.println("Cannot measure: " + e.getMessage());
      System.exit(CANNOT_MEASURE);
    }
  }
}
