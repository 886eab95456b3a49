package dev.fairlead.api.schedule;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done again and again on a virtual thread of its own: at least once per interval, and
 * at once when somebody wakes it. An error is logged and ends nothing.
 */
public final class PeriodicTask implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PeriodicTask.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Duration interval;
  private final Work work;
  private final Semaphore wakeUps = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  private PeriodicTask(String name, Duration interval, Work work) {
    this.name = name;
    this.interval = interval;
    this.work = work;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** Starts the work; the first round begins at once. */
  public static PeriodicTask start(String name, Duration interval, Work work) {
    PeriodicTask task = new PeriodicTask(name, interval, work);
    task.thread.start();
    return task;
  }

  /** Makes the next round begin now, or right after the one that is under way. */
  public void wake() {
    wakeUps.release();
  }

  /** Waits for the round that is under way, for ten seconds at most. */
  @Override
  public void close() {
    closed = true;
    wakeUps.release();
    try {
      if (!thread.join(CLOSE_PATIENCE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        work.round();
      } catch (Exception e) {
        if (!closed) {
          log.atError().setCause(e).addKeyValue("task", name).log("periodic task failed");
        }
      }
      await();
    }
  }

  private void await() {
    try {
      boolean woken = wakeUps.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
      if (woken) {
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** One round of work. */
  @FunctionalInterface
  public interface Work {
    void round() throws Exception;
  }
}
