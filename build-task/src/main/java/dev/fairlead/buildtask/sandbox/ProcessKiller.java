package dev.fairlead.buildtask.sandbox;

import java.io.IOException;

/** Ends a command with everything it has started. */
interface ProcessKiller {
  /**
   * Returns when nothing of it runs any more; it may have ended by itself before.
   *
   * @throws IOException if something survives
   */
  void kill(Process process) throws IOException;
}
