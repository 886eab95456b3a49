package dev.fairlead.api.launch;

/** What became of the wish to start a build process. */
public sealed interface LaunchOutcome {

  /** It runs, or will soon. */
  record Started(BuildLauncher.Handle handle) implements LaunchOutcome {}

  /** Nothing was started. */
  record Refused(Loss loss) implements LaunchOutcome {}

  /**
   * Nobody knows: the order was sent and no answer came. If a process was started, {@link
   * BuildLauncher#find} will list it.
   */
  record Unknown(String problem) implements LaunchOutcome {}
}
