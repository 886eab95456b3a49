package dev.fairlead.testing.bench.edge;

import java.util.ArrayList;
import java.util.List;

/**
 * Which deployment a host led to, and when. All times are {@link System#nanoTime}.
 *
 * <p>An answer is right if its deployment was the host's at some moment between the request and the
 * end of the answer, or until so shortly before the request that the edge may not have heard of the
 * change; and if no earlier answer on the connection was of a later change.
 */
final class Flips {
  private final List<Flip> all = new ArrayList<>();

  private record Flip(int deployment, long begun, long done) {}

  /**
   * What an answer shows.
   *
   * @param flip the earliest change that it may be of; -1 if there is none
   * @param lateNanos how long before the request the change was replaced; 0 if it was not
   */
  record Verdict(int flip, long lateNanos) {
    boolean isWrong() {
      return flip < 0;
    }
  }

  synchronized void add(int deployment, long begun, long done) {
    all.add(new Flip(deployment, begun, done));
  }

  synchronized int count() {
    return all.size();
  }

  /**
   * Judges an answer, after all changes are known.
   *
   * @param notBefore the change that the connection had seen before
   * @param patience how long the edge may not have heard of a change
   */
  synchronized Verdict judge(
      int deployment, long requested, long answered, int notBefore, long patience) {
    for (int i = Math.max(0, notBefore); i < all.size(); i++) {
      Flip flip = all.get(i);
      boolean last = i + 1 == all.size();
      long late = last ? 0 : Math.max(0, requested - all.get(i + 1).done);
      if (flip.deployment == deployment && flip.begun <= answered && late <= patience) {
        return new Verdict(i, late);
      }
    }
    return new Verdict(-1, 0);
  }
}
