package dev.fairlead.edge.blob;

import io.netty.util.concurrent.EventExecutor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Clients that wait for bytes of one blob, each once; as many as have joined it. */
final class Waiters {
  private record Waiter(EventExecutor loop, Runnable reader) {}

  private Map<BlobSource, Waiter> waiting = new LinkedHashMap<>();

  /**
   * Has a client wait; in the place of what it has waited with before.
   *
   * @param client what it reads from, nobody else's
   */
  synchronized void add(BlobSource client, EventExecutor loop, Runnable reader) {
    waiting.put(client, new Waiter(loop, reader));
  }

  /** Forgets a client that reads no more. */
  synchronized void remove(BlobSource client) {
    waiting.remove(client);
  }

  /** Has all who wait look again, each on its own loop. */
  void wake() {
    Map<BlobSource, Waiter> woken;
    synchronized (this) {
      if (waiting.isEmpty()) {
        return;
      }
      woken = waiting;
      waiting = new LinkedHashMap<>();
    }
    woken.values().forEach(waiter -> waiter.loop.execute(waiter.reader));
  }
}
