package dev.fairlead.buildtask;

import dev.fairlead.buildtask.source.PinnedConnections;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The build process. Exits with 0 when the api knows how the attempt ended, with 2 when it was
 * started wrongly, with 3 when the end could not be reported, and with 143 after a SIGTERM.
 */
public final class BuildTaskMain {
  private static final Duration GRACE = Duration.ofSeconds(4);

  private BuildTaskMain() {}

  public static void main(String[] arguments) {
    // Before the first name is resolved; later the platform no longer looks.
    PinnedConnections.pinResolutions();
    BuildTaskConfig config;
    try {
      config = BuildTaskConfig.of(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("The build cannot start:\n" + e.getMessage());
      System.exit(2);
      return;
    }
    BuildTask task = new BuildTask(config, InstantSource.system());
    Thread onSignal = Thread.ofPlatform().unstarted(() -> endBySignal(task));
    Runtime.getRuntime().addShutdownHook(onSignal);
    AttemptOutcome outcome = task.run();
    System.err.println(outcome);
    System.exit(outcome.exitCode());
  }

  private static void endBySignal(BuildTask task) {
    task.stop();
    try {
      task.awaitEnd(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
