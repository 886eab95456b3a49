package dev.fairlead.buildtask.sandbox;

/** How a command ended. */
public sealed interface CommandOutcome {
  /** By itself; a code above 128 is a signal's. */
  record Exited(int code) implements CommandOutcome {}

  /** It had taken too long and was killed. */
  record TimedOut() implements CommandOutcome {}

  /** It was killed because the attempt is over. */
  record Stopped() implements CommandOutcome {}

  /** The kernel has killed it, or part of it, for its use of memory. */
  record OutOfMemory() implements CommandOutcome {}
}
