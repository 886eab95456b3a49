package dev.fairlead.buildtask;

import dev.fairlead.build.protocol.FailureCode;
import java.time.Duration;

/** The end of a build's time, by a clock that cannot be set. */
public final class Deadline {
  private final Duration limit;
  private final long end;

  private Deadline(Duration limit, long end) {
    this.limit = limit;
    this.end = end;
  }

  /** A deadline that far from now. */
  public static Deadline after(Duration limit) {
    return new Deadline(limit, System.nanoTime() + limit.toNanos());
  }

  /** What is left; never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  public boolean hasPassed() {
    return remaining().isZero();
  }

  /** Returns while there is time. */
  public void check() throws BuildFailedException {
    if (hasPassed()) {
      throw timedOut();
    }
  }

  /** The failure of a build that has taken too long. */
  public BuildFailedException timedOut() {
    return new BuildFailedException(
        FailureCode.TIMED_OUT,
        "The build has taken longer than the %d minutes %d seconds it may; make it faster or ask the operator for a higher limit."
            .formatted(limit.toMinutes(), limit.toSecondsPart()));
  }
}
