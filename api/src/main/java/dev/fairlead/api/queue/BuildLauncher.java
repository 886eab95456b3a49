package dev.fairlead.api.queue;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.site.DeploymentId;
import java.io.IOException;

/**
 * Starts and stops the processes that build. A build is given nothing but its deployment's id and a
 * one-time token; all else it fetches from the api.
 */
public interface BuildLauncher extends AutoCloseable {

  /** Names a launched build, for as long as it runs and across restarts of the api. */
  record Handle(String value) {}

  /** Whether a launched build still lives. */
  enum Liveness {
    RUNNING,
    GONE
  }

  /**
   * Starts a build and returns at once.
   *
   * @throws IOException if it cannot be started; nothing runs then
   */
  Handle launch(DeploymentId deployment, OpaqueToken startToken) throws IOException;

  /**
   * Looks whether a build lives.
   *
   * @throws IOException if that cannot be found out now
   */
  Liveness observe(Handle handle) throws IOException;

  /**
   * Ends a build and everything it has started; returns at once. Does nothing if it is gone.
   *
   * @throws IOException if it cannot be told to end
   */
  void stop(Handle handle) throws IOException;

  /** Calls a listener whenever a build may have ended, so that it need not be polled for. */
  void onExit(Runnable listener);

  @Override
  void close();
}
