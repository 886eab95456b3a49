package dev.fairlead.infra.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code ./fairlead aws}. */
@Command(
    name = "fairlead aws",
    mixinStandardHelpOptions = true,
    description = "Run Fairlead in your AWS account. docs/aws.md goes through it step by step.",
    subcommands = {
      SynthCommand.class,
      EstimateCommand.class,
      DoctorCommand.class,
      DiffCommand.class,
      DeployCommand.class,
      DestroyCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 not good (see the command), 2 bad usage or settings, 3 AWS or this"
          + " machine failed."
    })
public final class AwsMain implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private AwsMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new AwsMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(sentence());
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** What went wrong is a sentence, not a stack trace. */
  static IExecutionExceptionHandler sentence() {
    return (exception, commandLine, parsed) -> {
      PrintWriter err = commandLine.getErr();
      return switch (exception) {
        case CommandException known -> {
          err.println("fairlead: " + known.getMessage());
          yield known.exit().code();
        }
        case SdkException aws -> {
          err.println("fairlead: AWS refused: " + aws.getMessage());
          yield ExitCode.PLATFORM.code();
        }
        case IOException io -> {
          err.println("fairlead: " + io.getMessage());
          yield ExitCode.PLATFORM.code();
        }
        default -> throw exception;
      };
    };
  }
}
