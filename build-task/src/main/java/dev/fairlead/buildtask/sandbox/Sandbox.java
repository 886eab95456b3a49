package dev.fairlead.buildtask.sandbox;

import dev.fairlead.buildtask.attempt.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs one user command at a time. Whatever a command has started is dead when {@link #run}
 * returns, however it returns.
 */
public interface Sandbox extends AutoCloseable {

  /**
   * Tries the sandbox out.
   *
   * @return why it cannot work on this machine; empty if it works
   */
  Optional<String> problem() throws IOException;

  /**
   * Runs a command to its end.
   *
   * @param output takes what it prints, and may make it wait
   * @param timeout longest time it may take
   * @param stop ends it early
   * @throws IOException if it cannot be started
   */
  CommandOutcome run(
      SandboxCommand command, CommandOutput output, Duration timeout, StopSignal stop)
      throws IOException;

  /** Ends what is left of the sandbox itself. */
  @Override
  void close() throws IOException;
}
