package dev.fairlead.buildtask.attempt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one place that knows whether an attempt goes on; the first reason to stop wins and stays. */
public final class StopSignal {
  private final AtomicReference<@Nullable StopReason> reason = new AtomicReference<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Set<Runnable> listeners = new LinkedHashSet<>();

  /** Stops the attempt and calls whoever listens, once each; later calls change nothing. */
  public void stop(StopReason why) {
    if (!reason.compareAndSet(null, why)) {
      return;
    }
    stopped.countDown();
    List<Runnable> toCall;
    synchronized (listeners) {
      toCall = new ArrayList<>(listeners);
      listeners.clear();
    }
    toCall.forEach(Runnable::run);
  }

  /**
   * Registers what ends a piece of work early; called at once if the attempt was stopped before.
   *
   * @return closing it ends the registration
   */
  public Registration onStop(Runnable listener) {
    boolean late;
    synchronized (listeners) {
      late = isStopped();
      if (!late) {
        listeners.add(listener);
      }
    }
    if (late) {
      listener.run();
    }
    return () -> {
      synchronized (listeners) {
        listeners.remove(listener);
      }
    };
  }

  public boolean isStopped() {
    return reason.get() != null;
  }

  /**
   * Returns if the attempt goes on.
   *
   * @throws StoppedException if it does not
   */
  public void check() throws StoppedException {
    StopReason why = reason.get();
    if (why != null) {
      throw new StoppedException(why);
    }
  }

  /**
   * Waits for a time.
   *
   * @throws StoppedException as soon as the attempt is stopped
   */
  public void pause(Duration time) throws StoppedException {
    try {
      if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException(StopReason.TERMINATED);
    }
  }

  /** A listener's registration. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
