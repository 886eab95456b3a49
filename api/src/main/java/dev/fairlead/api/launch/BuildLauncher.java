package dev.fairlead.api.launch;

import dev.fairlead.api.project.BuildSize;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Starts and stops the processes that build. A build is given nothing but its deployment's id and a
 * one-time token; all else it fetches from the api.
 */
public interface BuildLauncher extends AutoCloseable {

  /** Longest time that {@link #launch} takes; what it then does not name was not started by it. */
  Duration LONGEST_LAUNCH = Duration.ofSeconds(30);

  /** What was started may be missing from {@link #observe} and {@link #find} for this long. */
  Duration INVISIBLE = Duration.ofSeconds(30);

  /** Names a launched build, for as long as it runs and across restarts of the api. */
  record Handle(String value) {}

  /** A process that lives, and for what it was started. */
  record Found(Owner owner, Handle handle, Instant since) {}

  /** How fast this launcher is. */
  Pace pace();

  /**
   * Memory, in bytes, of the machine that a build of a size gets for itself.
   *
   * @return empty where all builds share one machine
   */
  OptionalLong memoryOf(BuildSize size);

  /** Whether each build has a machine of its own, of the size it asks for. */
  default boolean hasMachines() {
    return memoryOf(BuildSize.DEFAULT).isPresent();
  }

  /** How many idle processes are to wait for builds; 0 where a start costs little. */
  default int warmTasks() {
    return 0;
  }

  /**
   * Starts a build process and returns at once, or within {@link #LONGEST_LAUNCH} if what starts it
   * does not answer. The same launch, repeated within minutes, starts nothing twice where {@link
   * #find} is supported.
   */
  LaunchOutcome launch(Launch launch);

  /**
   * Looks whether builds live.
   *
   * @return one entry for each handle; {@link Observation.Unknown} says that it has ended only of
   *     what was started longer ago than {@link #INVISIBLE}
   * @throws IOException if that cannot be found out now
   */
  Map<Handle, Observation> observe(Collection<Handle> handles) throws IOException;

  /**
   * Lists all processes of this platform that live, whether or not anybody remembers them. What was
   * started less than {@link #INVISIBLE} ago may be missing.
   *
   * @return empty where the system cannot tell
   * @throws IOException if that cannot be found out now
   */
  List<Found> find() throws IOException;

  /**
   * Ends a build and everything it has started; returns at once. Does nothing if it is gone.
   *
   * @param reason for the operator
   * @throws IOException if it cannot be told to end
   */
  void stop(Handle handle, String reason) throws IOException;

  /** Calls a listener whenever a build may have ended, so that it need not be polled for. */
  void onExit(Consumer<Handle> listener);

  @Override
  void close();
}
