package dev.fairlead.edge.observation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line of JSON for every answer. One thread writes for all event loops; what it cannot
 * keep up with is dropped and counted.
 */
public final class AccessLog implements AutoCloseable {
  /** Names the standard output in place of a file. */
  public static final String STANDARD_OUTPUT = "-";

  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

  /** How long a line may wait; the loops wake nobody, since that would cost them more. */
  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  private static final long COMPLAIN_NANOS = Duration.ofMinutes(1).toNanos();
  private static final Duration LAST_LINES = Duration.ofSeconds(5);
  private static final int BATCH = 64 << 10;

  private final OutputStream out;
  private final boolean ownsOut;
  private final List<AccessQueue> queues = new CopyOnWriteArrayList<>();
  private final LongAdder dropped = new LongAdder();
  private final StringBuilder lines = new StringBuilder(BATCH);
  private final Thread writer;
  private volatile boolean closing;
  private long linesInBatch;
  private long complainedAt = System.nanoTime() - COMPLAIN_NANOS;

  private AccessLog(OutputStream out, boolean ownsOut) {
    this.out = out;
    this.ownsOut = ownsOut;
    this.writer = Thread.ofPlatform().daemon().name("access-log").start(this::run);
  }

  /**
   * Begins to write.
   *
   * @param target a file, to whose end lines are written, or {@link #STANDARD_OUTPUT}
   * @throws IOException if the file cannot be written
   */
  public static AccessLog open(String target) throws IOException {
    if (target.equals(STANDARD_OUTPUT)) {
      return new AccessLog(new FileOutputStream(FileDescriptor.out), false);
    }
    return new AccessLog(new FileOutputStream(Path.of(target).toFile(), true), true);
  }

  /** Lines that were not written. */
  public long drops() {
    return dropped.sum();
  }

  void dropped() {
    dropped.increment();
  }

  /** A queue for one more thread to add to. */
  AccessQueue newQueue() {
    AccessQueue queue = new AccessQueue();
    queues.add(queue);
    return queue;
  }

  /** Writes what has been added so far, and ends. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(writer);
    try {
      writer.join(LAST_LINES);
      if (ownsOut) {
        out.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      complain(e);
    }
  }

  private void run() {
    while (true) {
      boolean last = closing;
      if (!writeAll()) {
        if (last) {
          return;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Whether there was anything. */
  private boolean writeAll() {
    boolean any = false;
    for (AccessQueue queue : queues) {
      for (AccessEntry entry = queue.poll(); entry != null; entry = queue.poll()) {
        any = true;
        entry.appendTo(lines);
        linesInBatch++;
        if (lines.length() >= BATCH) {
          writeBatch();
        }
      }
    }
    writeBatch();
    return any;
  }

  private void writeBatch() {
    if (linesInBatch == 0) {
      return;
    }
    try {
      out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      dropped.add(linesInBatch);
      complain(e);
    }
    lines.setLength(0);
    linesInBatch = 0;
  }

  private void complain(IOException reason) {
    long now = System.nanoTime();
    if (now - complainedAt >= COMPLAIN_NANOS) {
      complainedAt = now;
      log.atError().setMessage("The access log cannot be written").setCause(reason).log();
    }
  }
}
