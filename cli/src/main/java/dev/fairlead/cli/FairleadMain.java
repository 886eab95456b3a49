package dev.fairlead.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that speak to a platform. */
@Command(
    name = "./fairlead",
    mixinStandardHelpOptions = true,
    subcommands = {
      DeployCommand.class,
      ListCommand.class,
      LogsCommand.class,
      RollbackCommand.class,
      CancelCommand.class,
      OpenCommand.class,
      RedirectsCommand.class
    })
public final class FairleadMain {
  private FairleadMain() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command and returns what the process ends with: 0, 1, 2 or 3. */
  public static int run(String... arguments) {
    CommandLine commands = new CommandLine(new FairleadMain());
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("fairlead: " + failure.getMessage());
          return failure instanceof CliException expected
              ? expected.exitCode().code()
              : ExitCode.PLATFORM_FAILED.code();
        });
    commands.setExecutionStrategy(FairleadMain::runAndHangUp);
    return commands.execute(arguments);
  }

  /**
   * Runs the command and closes its connections: Java waits 0.3 s at its end for a thread that
   * still listens to one.
   */
  private static int runAndHangUp(CommandLine.ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } finally {
      CommandLine.ParseResult command = parsed;
      while (command.hasSubcommand()) {
        command = command.subcommand();
        command.commandSpec().mixins().values().stream()
            .map(CommandLine.Model.CommandSpec::userObject)
            .filter(Platform.class::isInstance)
            .map(Platform.class::cast)
            .forEach(Platform::hangUp);
      }
    }
  }
}
