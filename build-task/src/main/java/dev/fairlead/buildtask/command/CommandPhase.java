package dev.fairlead.buildtask.command;

import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.buildtask.Deadline;
import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.attempt.StoppedException;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.buildtask.sandbox.CommandOutcome;
import dev.fairlead.buildtask.sandbox.Sandbox;
import dev.fairlead.buildtask.sandbox.SandboxCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one of the user's commands in the sandbox: first to install, then to build. */
public final class CommandPhase {
  private static final int SIGNAL_BASE = 128;
  private static final int SIGKILL = 9;

  private final String name;
  private final Sandbox sandbox;
  private final Map<String, String> environment;
  private final LogWriter log;
  private final StopSignal stop;
  private final Deadline deadline;

  /**
   * Makes a phase.
   *
   * @param name what the command is for: {@code install} or {@code build}
   */
  public CommandPhase(
      String name,
      Sandbox sandbox,
      Map<String, String> environment,
      LogWriter log,
      StopSignal stop,
      Deadline deadline) {
    this.name = name;
    this.sandbox = sandbox;
    this.environment = environment;
    this.log = log;
    this.stop = stop;
    this.deadline = deadline;
  }

  /**
   * Runs the command; does nothing if there is none.
   *
   * @param directory where it starts
   */
  public void run(@Nullable String script, Path directory)
      throws IOException, BuildFailedException, StoppedException {
    if (script == null) {
      return;
    }
    log.say("\u001b[1m$ " + script + "\u001b[0m");
    log.commandBegins();
    SandboxCommand command = new SandboxCommand(script, directory, environment);
    CommandOutcome outcome = sandbox.run(command, log::copy, deadline.remaining(), stop);
    stop.check();
    switch (outcome) {
      case CommandOutcome.Exited exited -> checkCode(script, exited.code());
      case CommandOutcome.TimedOut timedOut -> throw deadline.timedOut();
      case CommandOutcome.Stopped stopped -> throw new IOException("stopped without a reason");
      case CommandOutcome.OutOfMemory outOfMemory -> throw outOfMemory(script);
    }
  }

  private void checkCode(String script, int code) throws BuildFailedException {
    if (code == 0) {
      return;
    }
    if (log.sawLockfileTrouble()) {
      throw new BuildFailedException(
          FailureCode.LOCKFILE_OUT_OF_DATE,
          "The lockfile does not fit package.json; run the package manager's install, commit the"
              + " lockfile and deploy again.");
    }
    if (code == SIGNAL_BASE + SIGKILL) {
      throw outOfMemory(script);
    }
    String hint =
        code == 127
            ? " A program it needs was not found."
            : " The log shows why; correct it and deploy again.";
    throw new BuildFailedException(
        FailureCode.COMMAND_FAILED,
        "The %s command `%s` ended with exit code %d.%s".formatted(name, script, code, hint));
  }

  private BuildFailedException outOfMemory(String script) {
    return new BuildFailedException(
        FailureCode.OUT_OF_MEMORY,
        "The %s command `%s` was killed because it needs more memory than a build may use; make it need less. Where builds have machines of their own, a larger build size (--size) gives it more."
            .formatted(name, script));
  }
}
