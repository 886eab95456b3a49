package dev.fairlead.buildtask;

import dev.fairlead.build.protocol.FailureCode;
import java.io.Serial;

/** A phase's way to end the build with a reason that the user is told. */
public final class BuildFailedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final FailureCode code;

  /**
   * Ends the build.
   *
   * @param message one sentence or two: what happened and what to do
   */
  public BuildFailedException(FailureCode code, String message) {
    super(message);
    this.code = code;
  }

  /** Ends the build; the cause is for whoever reads the process's own log. */
  public BuildFailedException(FailureCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public FailureCode code() {
    return code;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
