package dev.fairlead.api.deployment;

import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.queue.Dispatcher;
import dev.fairlead.api.queue.QueueStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes deployments out of the queue, or out of their builds, before they are ready. */
@Singleton
final class Cancellation {
  private static final Logger log = LoggerFactory.getLogger(Cancellation.class);

  private final QueueStore store;
  private final BuildLauncher launcher;
  private final Dispatcher dispatcher;

  Cancellation(QueueStore store, BuildLauncher launcher, Dispatcher dispatcher) {
    this.store = store;
    this.launcher = launcher;
    this.dispatcher = dispatcher;
  }

  /**
   * Cancels a deployment; one that is cancelled already stays as it is.
   *
   * @throws ProblemException {@code STATE_CONFLICT} if it is ready or failed
   */
  void cancel(Deployment deployment) {
    switch (deployment.state()) {
      case DeploymentState.Queued queued -> end(deployment);
      case DeploymentState.Building building -> end(deployment);
      case DeploymentState.Cancelled cancelled -> {}
      case DeploymentState.Ready ready -> throw over("ready");
      case DeploymentState.Failed failed -> throw over("failed");
    }
  }

  private void end(Deployment deployment) {
    store.cancel(deployment.id()).ifPresent(this::stop);
    dispatcher.wake();
  }

  /** If the build cannot be told now, its next heartbeat tells it. */
  private void stop(BuildLauncher.Handle build) {
    try {
      launcher.stop(build, "cancelled");
    } catch (IOException e) {
      log.atWarn().setCause(e).addKeyValue("build", build).log("build not stopped");
    }
  }

  private static ProblemException over(String state) {
    return new ProblemException(
        ErrorCode.STATE_CONFLICT,
        "The deployment is %s already, there is nothing to cancel.".formatted(state));
  }
}
