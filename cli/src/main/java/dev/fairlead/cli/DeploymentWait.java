package dev.fairlead.cli;

import java.time.Duration;

/** Waits for what becomes of a deployment. */
final class DeploymentWait {
  private static final Duration POLL = Duration.ofMillis(150);
  private static final Duration LONGEST_BUILD = Duration.ofHours(3);

  private DeploymentWait() {}

  /** Returns once it has failed, was cancelled, or is ready and served. */
  static Documents.Deployment untilServed(ApiClient api, String id) throws CliException {
    long giveUp = System.nanoTime() + LONGEST_BUILD.toNanos();
    long reached = System.nanoTime();
    while (System.nanoTime() < giveUp) {
      try {
        Documents.Deployment deployment =
            api.get("/v1/deployments/" + id, Documents.Deployment.class);
        reached = System.nanoTime();
        boolean waiting = deployment.state().equals("ready") && !deployment.served();
        if (deployment.isFinal() && !waiting) {
          return deployment;
        }
      } catch (CliException e) {
        if (!Patience.lasts(e, reached)) {
          throw e;
        }
      }
      pause();
    }
    throw new CliException(
        ExitCode.PLATFORM_FAILED, "The deployment has not ended within three hours.");
  }

  private static void pause() throws CliException {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.PLATFORM_FAILED, "Interrupted.");
    }
  }
}
