package dev.fairlead.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, closed in the reverse order of becoming ready. */
final class Parts {
  private static final Logger log = LoggerFactory.getLogger(Parts.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Local.Progress progress;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Queue<Thread> aside = new ConcurrentLinkedQueue<>();
  private boolean closed;

  Parts(Local.Progress progress) {
    this.progress = progress;
  }

  <T extends AutoCloseable> T add(T part) throws IOException {
    synchronized (this) {
      if (!closed) {
        started.push(part);
        return part;
      }
    }
    closeQuietly(part);
    throw new IOException("stopped during the start");
  }

  <T extends AutoCloseable> T start(String name, Callable<T> starter) throws IOException {
    long begin = System.nanoTime();
    try {
      T part = add(starter.call());
      progress.ready(name, Duration.ofNanos(System.nanoTime() - begin));
      return part;
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("%s does not start: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** Starts a part on a thread of its own. */
  <T extends AutoCloseable> FutureTask<T> startAside(String name, Callable<T> starter) {
    FutureTask<T> task = new FutureTask<>(() -> start(name, starter));
    aside.add(Thread.ofPlatform().name("start-" + name).start(task));
    return task;
  }

  synchronized void closeOne(Class<? extends AutoCloseable> type) {
    for (Iterator<AutoCloseable> parts = started.iterator(); parts.hasNext(); ) {
      AutoCloseable part = parts.next();
      if (type.isInstance(part)) {
        parts.remove();
        closeQuietly(part);
      }
    }
  }

  void close() {
    Deque<AutoCloseable> open;
    synchronized (this) {
      closed = true;
      open = new ArrayDeque<>(started);
      started.clear();
    }
    open.forEach(Parts::closeQuietly);
    aside.forEach(Parts::awaitEnd);
  }

  /** A part that is being started closes itself once it is, since it is too late. */
  private static void awaitEnd(Thread starter) {
    try {
      starter.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      log.atWarn().setCause(e).addKeyValue("part", part.getClass()).log("not closed cleanly");
    }
  }
}
