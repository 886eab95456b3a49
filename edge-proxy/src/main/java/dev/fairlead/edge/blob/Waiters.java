package dev.fairlead.edge.blob;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;

/** Clients that wait for bytes of one blob; as many as have joined it. */
final class Waiters {
  private record Waiter(EventExecutor loop, Runnable reader) {}

  private List<Waiter> waiting = new ArrayList<>();

  synchronized void add(EventExecutor loop, Runnable reader) {
    waiting.add(new Waiter(loop, reader));
  }

  /** Has all who wait look again, each on its own loop. */
  void wake() {
    List<Waiter> woken;
    synchronized (this) {
      if (waiting.isEmpty()) {
        return;
      }
      woken = waiting;
      waiting = new ArrayList<>();
    }
    woken.forEach(waiter -> waiter.loop.execute(waiter.reader));
  }
}
