package dev.fairlead.testing.ecs;

import org.jspecify.annotations.Nullable;

/** What becomes of an order to run a task. */
public sealed interface Verdict {

  /** It runs until its program ends. */
  record Run() implements Verdict {}

  /** It starts and stops by itself, as if AWS had stopped it. */
  record Stop(Ending ending) implements Verdict {}

  /** It runs its program for a time, and then is stopped as if by AWS. */
  record Interrupt(Ending ending, long afterMillis) implements Verdict {}

  /** ECS answers without a task, and with a reason in {@code failures}. */
  record Fail(String reason, @Nullable String detail) implements Verdict {}

  /** ECS answers with an exception. */
  record Reject(int status, String code, String message) implements Verdict {}

  /** The task runs, and the connection breaks before the answer. */
  record BreakAfterStart() implements Verdict {}

  /**
   * How a task ends.
   *
   * @param stopCode as of the API's {@code TaskStopCode}
   * @param containerReason null where AWS gives none
   * @param exitCode null where no container ran
   */
  record Ending(
      String stopCode,
      String stoppedReason,
      @Nullable String containerReason,
      @Nullable Integer exitCode) {}
}
