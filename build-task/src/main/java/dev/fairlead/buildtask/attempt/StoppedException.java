package dev.fairlead.buildtask.attempt;

/** The attempt is over; whatever is under way ends at once. */
public final class StoppedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final StopReason reason;

  public StoppedException(StopReason reason) {
    super("the attempt was stopped: " + reason);
    this.reason = reason;
  }

  public StopReason reason() {
    return reason;
  }
}
