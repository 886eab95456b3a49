package dev.fairlead.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What has to do with the redirects, rewrites and headers of a site. */
@Command(
    name = "redirects",
    mixinStandardHelpOptions = true,
    subcommands = RedirectsTestCommand.class,
    description = "Look into a site's redirects, rewrites and headers.")
final class RedirectsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: test");
  }
}
