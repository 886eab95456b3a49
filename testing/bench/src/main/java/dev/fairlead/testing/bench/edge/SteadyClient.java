package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that behaves: a few connections that ask for 1 KiB at a fixed rate, whether or not
 * answers come in time. A delay is counted from when a request was due.
 */
final class SteadyClient implements AutoCloseable {
  static final int PER_SECOND = 200;
  private static final int CONNECTIONS = 4;
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1) * CONNECTIONS / PER_SECOND;

  private final int port;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Long> nanos = new ArrayList<>();
  private int failures;
  private volatile boolean over;

  /** How a while was for this client. */
  record Report(int answers, int failures, double median, double p99, double longest) {
    @Override
    public String toString() {
      return "%,d answers, %d failures, median %.2f ms, 99th percentile %.1f ms, longest %.0f ms"
          .formatted(answers, failures, median, p99, longest);
    }
  }

  SteadyClient(int port) {
    this.port = port;
    for (int i = 0; i < CONNECTIONS; i++) {
      threads.add(Thread.ofPlatform().name("steady-" + i).start(this::ask));
    }
  }

  /** What has happened since the last call. */
  synchronized Report take() throws IOException {
    if (nanos.isEmpty()) {
      throw new IOException("the steady client got no answer at all");
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    Report report =
        new Report(
            sorted.length,
            failures,
            sorted[sorted.length / 2] / 1e6,
            sorted[(int) (sorted.length * 0.99)] / 1e6,
            Arrays.stream(sorted).max().orElseThrow() / 1e6);
    forget();
    return report;
  }

  /** Begins anew to count. */
  synchronized void forget() {
    nanos.clear();
    failures = 0;
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void ask() {
    long due = System.nanoTime();
    while (!over) {
      try (Socket socket = RawRequest.open(port)) {
        while (!over) {
          for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
          }
          RawRequest.again(socket, "/1k.bin");
          answered(System.nanoTime() - due);
          due += INTERVAL_NANOS;
        }
      } catch (IOException broken) {
        failed();
        due += INTERVAL_NANOS;
      }
    }
  }

  private synchronized void answered(long took) {
    nanos.add(took);
  }

  private synchronized void failed() {
    failures++;
  }
}
