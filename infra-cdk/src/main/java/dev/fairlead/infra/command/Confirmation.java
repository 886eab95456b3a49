package dev.fairlead.infra.command;

import java.io.Console;
import java.util.Locale;

/** Asks before something is paid for or removed. */
final class Confirmation {
  private Confirmation() {}

  /**
   * Returns if the operator agrees.
   *
   * @throws CommandException if not, or if there is nobody to ask
   */
  static void ask(boolean agreed, String question) {
    if (agreed) {
      return;
    }
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new CommandException(
          ExitCode.USAGE, question + " There is no terminal to ask on; add --yes to agree.");
    }
    String answer = console.readLine("%s [y/N] ", question);
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).equals("y")) {
      throw new CommandException(ExitCode.USAGE, "Nothing was changed.");
    }
  }
}
