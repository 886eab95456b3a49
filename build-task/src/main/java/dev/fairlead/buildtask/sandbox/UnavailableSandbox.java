package dev.fairlead.buildtask.sandbox;

import dev.fairlead.buildtask.attempt.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Stands where a sandbox could not be made, and runs nothing.
 *
 * @param reason why not, for the operator
 */
record UnavailableSandbox(String reason) implements Sandbox {
  @Override
  public Optional<String> problem() {
    return Optional.of(reason);
  }

  @Override
  public CommandOutcome run(
      SandboxCommand command, CommandOutput output, Duration timeout, StopSignal stop)
      throws IOException {
    throw new IOException(reason);
  }

  @Override
  public void close() {
    // There is nothing of it.
  }
}
