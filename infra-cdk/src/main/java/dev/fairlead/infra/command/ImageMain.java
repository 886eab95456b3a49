package dev.fairlead.infra.command;

import picocli.CommandLine;

/** {@code ./fairlead image push}; the rest of {@code image} needs no Java. */
public final class ImageMain {
  private ImageMain() {}

  public static void main(String[] arguments) {
    CommandLine push =
        new CommandLine(new PushCommand(Processes.ofMachine()))
            // The script gives a tag first, the user perhaps another one.
            .setOverwrittenOptionsAllowed(true)
            .setExecutionExceptionHandler(AwsMain.sentence());
    System.exit(push.execute(arguments));
  }
}
