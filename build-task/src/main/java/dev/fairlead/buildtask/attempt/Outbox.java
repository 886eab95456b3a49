package dev.fairlead.buildtask.attempt;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue in front of the api, emptied in order, in batches, by one thread. Whoever puts
 * waits while it is full: that is the back-pressure that reaches the user's command.
 *
 * @param <T> what is sent
 */
public final class Outbox<T> implements AutoCloseable {
  private static final Duration OFFER_STEP = Duration.ofMillis(200);

  /** Sends one batch; returns when the api has it. */
  public interface Sender<T> {
    void send(List<T> batch) throws IOException, StoppedException;
  }

  /**
   * How items are put together.
   *
   * @param capacity most items that wait
   * @param items most items in a batch
   * @param weight most of the items' weight in a batch; one item may be heavier
   * @param linger how long a batch waits for more after its first item; the first batch of all
   *     never waits
   */
  public record Batching(int capacity, int items, long weight, Duration linger) {}

  private final Batching batching;
  private final ToLongFunction<T> weigher;
  private final Sender<T> sender;
  private final StopSignal stop;
  private final BlockingQueue<T> queue;
  private final Thread thread;
  private final Object progress = new Object();
  private long accepted;
  private long delivered;
  private @Nullable IOException failure;
  private boolean ended;

  public Outbox(
      String name,
      Batching batching,
      ToLongFunction<T> weigher,
      Sender<T> sender,
      StopSignal stop) {
    this.batching = batching;
    this.weigher = weigher;
    this.sender = sender;
    this.stop = stop;
    this.queue = new ArrayBlockingQueue<>(batching.capacity());
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /** Puts an item in, waiting for room; does nothing once nothing can be sent any more. */
  public void put(T item) {
    synchronized (progress) {
      accepted++;
    }
    try {
      while (!queue.offer(item, OFFER_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        if (hasEnded()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until the api has everything that was put in before.
   *
   * @throws IOException if the api has refused a batch
   * @throws StoppedException if the attempt is over
   */
  public void flush() throws IOException, StoppedException {
    synchronized (progress) {
      long target = accepted;
      while (delivered < target && !ended) {
        try {
          progress.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new StoppedException(StopReason.TERMINATED);
        }
      }
      if (failure != null) {
        throw failure;
      }
      if (delivered < target) {
        stop.check();
        throw new IOException("messages to the api were lost");
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private boolean hasEnded() {
    synchronized (progress) {
      return ended;
    }
  }

  private void run() {
    IOException why = null;
    try {
      List<T> batch = new ArrayList<>();
      T carried = nextBatch(batch, null, Duration.ZERO);
      while (true) {
        sender.send(List.copyOf(batch));
        synchronized (progress) {
          delivered += batch.size();
          progress.notifyAll();
        }
        carried = nextBatch(batch, carried, batching.linger());
      }
    } catch (IOException e) {
      why = e;
    } catch (StoppedException | InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (progress) {
        failure = why;
        ended = true;
        progress.notifyAll();
      }
    }
  }

  /** Fills a batch; returns an item that was taken but did not fit. */
  private @Nullable T nextBatch(List<T> batch, @Nullable T carried, Duration linger)
      throws InterruptedException {
    batch.clear();
    T item = carried != null ? carried : queue.take();
    long weight = weigher.applyAsLong(item);
    batch.add(item);
    long deadline = System.nanoTime() + linger.toNanos();
    while (batch.size() < batching.items()) {
      T next = queue.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (next == null) {
        return null;
      }
      weight += weigher.applyAsLong(next);
      if (weight > batching.weight()) {
        return next;
      }
      batch.add(next);
    }
    return null;
  }
}
