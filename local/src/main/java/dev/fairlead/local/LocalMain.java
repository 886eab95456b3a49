package dev.fairlead.local;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that start, show and stop Fairlead on this machine. */
@Command(
    name = "fairlead",
    mixinStandardHelpOptions = true,
    subcommands = {UpCommand.class, StatusCommand.class, DownCommand.class})
public final class LocalMain implements Callable<Integer> {
  static final int DONE = 0;
  static final int USAGE = 2;
  static final int PLATFORM_FAILED = 3;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    CommandLine commands = new CommandLine(new LocalMain());
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("fairlead: " + failure.getMessage());
          return PLATFORM_FAILED;
        });
    System.exit(commands.execute(arguments));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
