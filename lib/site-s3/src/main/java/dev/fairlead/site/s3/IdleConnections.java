package dev.fairlead.site.s3;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections that wait for the next call, and the count of all that there are. Closes none:
 * what it hands out is the caller's to use or to close. Safe for use by several threads.
 */
final class IdleConnections {
  private final int most;
  private final Lock lock = new ReentrantLock();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private int total;

  /**
   * @param most connections, idle and in use
   */
  IdleConnections(int most) {
    this.most = most;
  }

  /** Keeps one that is counted already. */
  void add(Connection connection) {
    lock.lock();
    try {
      idle.addFirst(connection);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the one that was used last; null if there is none. */
  @Nullable Connection latest() {
    lock.lock();
    try {
      return idle.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Counts one more for a caller who is one of at most as many as there may be connections.
   *
   * @return the one that has been idle longest, to be closed to make room; null if there is room
   */
  @Nullable Connection countOneMore() {
    lock.lock();
    try {
      total++;
      return total > most ? idle.pollLast() : null;
    } finally {
      lock.unlock();
    }
  }

  void countOneLess() {
    lock.lock();
    try {
      total--;
    } finally {
      lock.unlock();
    }
  }

  /** Takes those that have been idle since a point in time or longer. */
  List<Connection> since(long point) {
    List<Connection> old = new ArrayList<>();
    lock.lock();
    try {
      Connection oldest = idle.peekLast();
      while (oldest != null && oldest.isIdleSince(point)) {
        old.add(idle.removeLast());
        oldest = idle.peekLast();
      }
      return old;
    } finally {
      lock.unlock();
    }
  }
}
