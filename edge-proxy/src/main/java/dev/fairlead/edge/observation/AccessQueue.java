package dev.fairlead.edge.observation;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What one event loop has for the access log: one thread adds, one other removes, none waits. */
final class AccessQueue {
  static final int CAPACITY = 1 << 13;

  private final AtomicReferenceArray<AccessEntry> slots = new AtomicReferenceArray<>(CAPACITY);
  private int next;
  private int oldest;

  /** Adds an entry; false if there is no room. */
  boolean offer(AccessEntry entry) {
    if (slots.getAcquire(next) != null) {
      return false;
    }
    slots.setRelease(next, entry);
    next = (next + 1) & (CAPACITY - 1);
    return true;
  }

  /** Removes the oldest; null if there is none. */
  @Nullable AccessEntry poll() {
    @Nullable AccessEntry entry = slots.getAcquire(oldest);
    if (entry != null) {
      slots.setRelease(oldest, null);
      oldest = (oldest + 1) & (CAPACITY - 1);
    }
    return entry;
  }
}
