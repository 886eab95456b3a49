package dev.fairlead.api.queue;

import dev.fairlead.api.deployment.Deployment;
import dev.fairlead.api.deployment.DeploymentState;
import dev.fairlead.api.log.LogKeeper;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes deployments out of the queue, or out of their builds, before they are ready. */
@Singleton
public final class BuildQueue {
  private static final Logger log = LoggerFactory.getLogger(BuildQueue.class);

  private final QueueStore store;
  private final BuildLauncher launcher;
  private final Dispatcher dispatcher;
  private final LogKeeper logs;

  BuildQueue(QueueStore store, BuildLauncher launcher, Dispatcher dispatcher, LogKeeper logs) {
    this.store = store;
    this.launcher = launcher;
    this.dispatcher = dispatcher;
    this.logs = logs;
  }

  /**
   * Cancels a deployment; one that is cancelled already stays as it is.
   *
   * @throws ProblemException {@code STATE_CONFLICT} if it is ready or failed
   */
  public void cancel(Deployment deployment) {
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
    logs.finishSoon();
    dispatcher.wake();
  }

  /** If the build cannot be told now, its next heartbeat tells it. */
  private void stop(BuildLauncher.Handle build) {
    try {
      launcher.stop(build);
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
