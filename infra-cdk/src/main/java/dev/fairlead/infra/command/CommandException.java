package dev.fairlead.infra.command;

/** Ends a command with a sentence that says what is wrong and what to do. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exit;

  CommandException(ExitCode exit, String message) {
    super(message);
    this.exit = exit;
  }

  ExitCode exit() {
    return exit;
  }
}
