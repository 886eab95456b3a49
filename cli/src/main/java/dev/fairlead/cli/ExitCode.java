package dev.fairlead.cli;

/** What the process ends with. */
enum ExitCode {
  DONE(0),
  /** The deployment failed or was cancelled. */
  DEPLOYMENT_FAILED(1),
  /** The command was given wrongly, or names something that does not exist. */
  USAGE(2),
  /** The platform cannot be reached or has made an error. */
  PLATFORM_FAILED(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
