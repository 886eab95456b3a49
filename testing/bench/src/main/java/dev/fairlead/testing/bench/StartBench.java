package dev.fairlead.testing.bench;

import java.io.IOException;
import java.time.Duration;

/** How long a start takes until everything is healthy: the first on new data, and later ones. */
final class StartBench {
  private static final int ROUNDS = 3;

  private StartBench() {}

  static void run() throws IOException, InterruptedException {
    Times first = new Times();
    Times later = new Times();
    for (int i = 0; i < ROUNDS; i++) {
      try (BenchFolder folder = BenchFolder.create();
          TrialPlatform platform = TrialPlatform.in(folder.path().resolve("data"))) {
        first.add(platform.up());
        platform.down();
        later.add(platform.up());
      }
    }
    System.out.printf("./fairlead up, from the command to all healthy, %d rounds%n", ROUNDS);
    System.out.printf("  %-22s %8s %8s%n", "", "median s", "worst s");
    print("first, on new data", first);
    print("second", later);
  }

  private static void print(String what, Times times) {
    System.out.printf(
        "  %-22s %8.2f %8.2f%n", what, seconds(times.median()), seconds(times.quantile(1)));
  }

  private static double seconds(double millis) {
    return millis / Duration.ofSeconds(1).toMillis();
  }
}
