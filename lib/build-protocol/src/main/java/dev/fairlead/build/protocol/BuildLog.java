package dev.fairlead.build.protocol;

import dev.fairlead.site.DeploymentId;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The live logs of running builds. Appending is done by one writer per deployment, in order; any
 * number of readers replay what is there and follow what comes.
 */
public interface BuildLog {

  /**
   * Appends a message and wakes the followers. After a {@link LogEnd} the log is kept for a while
   * and then forgotten.
   *
   * @throws IOException if the log cannot be reached; the message may have been appended, and may
   *     be appended again
   */
  void append(DeploymentId deployment, LogMessage message) throws IOException;

  /**
   * What comes after a position, oldest first; empty if there is nothing, or nothing is known of
   * the deployment.
   *
   * @param after position of the last message that was read; {@link Position#START} for all
   * @param limit most messages to return, 1–1000
   * @throws IOException if the log cannot be reached
   */
  List<Entry> read(DeploymentId deployment, Position after, int limit) throws IOException;

  /**
   * Calls a listener for each message appended from now on, in order, on a thread that must not be
   * blocked. It may hear one appended just before, which was still on its way between the servers
   * of a cluster (PUBLISH of Redis reaches the other nodes later). Messages may be missed while the
   * log cannot be reached: a follower that sees a gap in the line numbers reads again.
   *
   * @throws IOException if the log cannot be reached
   */
  Subscription follow(DeploymentId deployment, Consumer<LogMessage> listener) throws IOException;

  /** A message and where it lies. */
  record Entry(Position position, LogMessage message) {}

  /** Where a message lies in a log; its form is the implementation's own. */
  record Position(String value) {
    public static final Position START = new Position("0");
  }

  /** A follower's registration; closing it ends the calls. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
