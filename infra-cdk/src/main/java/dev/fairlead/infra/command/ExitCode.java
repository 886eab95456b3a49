package dev.fairlead.infra.command;

/** How a command ends, the same for all commands of Fairlead. */
enum ExitCode {
  DONE(0),
  /** What was asked for could be done, and its result is not good. */
  FAILED(1),
  /** The command or the settings are wrong. */
  USAGE(2),
  /** AWS, or something on this machine, did not do what it should. */
  PLATFORM(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
