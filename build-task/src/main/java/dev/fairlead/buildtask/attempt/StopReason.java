package dev.fairlead.buildtask.attempt;

/** Why an attempt ends before its work is done. */
public enum StopReason {
  /** The api has answered 409: cancelled, the lease is lost, or a newer attempt has begun. */
  SUPERSEDED,
  /** The process was asked to end. */
  TERMINATED,
  /** The api has not answered for longer than the patience of a build. */
  API_UNREACHABLE
}
