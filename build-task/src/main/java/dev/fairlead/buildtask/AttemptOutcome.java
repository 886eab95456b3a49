package dev.fairlead.buildtask;

import dev.fairlead.build.protocol.Failure;
import dev.fairlead.buildtask.attempt.StopReason;

/** How an attempt ended. */
public sealed interface AttemptOutcome {
  /** The deployment is ready. */
  record Published() implements AttemptOutcome {}

  /** The api knows what would be built; nothing was. */
  record Inspected() implements AttemptOutcome {}

  /** The build failed, and the api knows why. */
  record Failed(Failure failure) implements AttemptOutcome {}

  /** It was stopped from outside, or by the api's silence. */
  record Stopped(StopReason reason) implements AttemptOutcome {}

  /** The api would not have it, or its last message: nobody knows how it ended. */
  record Unreported(String problem) implements AttemptOutcome {}

  /** Of the process: 0 when the api knows how the attempt ended, else 3, the platform's failure. */
  default int exitCode() {
    return switch (this) {
      case Published published -> 0;
      case Inspected inspected -> 0;
      case Failed failed -> 0;
      case Stopped stopped -> stopped.reason() == StopReason.SUPERSEDED ? 0 : 3;
      case Unreported unreported -> 3;
    };
  }
}
