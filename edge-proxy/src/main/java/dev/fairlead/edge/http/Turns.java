package dev.fairlead.edge.http;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

/** How those who share an event loop make way for each other. */
public final class Turns {
  private Turns() {}

  /**
   * Runs a task after its loop has looked at all its sockets once. What is merely executed runs
   * before: a loop does not look at them until its tasks, and those that come of them, are done.
   */
  public static void next(EventExecutor loop, Runnable task) {
    var unused = loop.schedule(task, 0, TimeUnit.NANOSECONDS);
  }
}
