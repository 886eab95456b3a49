package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Watches the resident memory of a server. */
final class Memory implements AutoCloseable {
  private static final long EVERY_MILLIS = 100;

  private final Peer peer;
  private final Thread watcher;
  private volatile boolean over;
  private long peak;

  Memory(Peer peer) {
    this.peer = peer;
    watcher = Thread.ofPlatform().name("memory").start(this::watch);
  }

  /** The largest it has been since the last call, in MiB. */
  synchronized long takePeak() throws IOException {
    look();
    long largest = peak;
    peak = 0;
    return largest >> 20;
  }

  /** What it is now, in MiB. */
  static long now(Peer peer) throws IOException {
    return peer.residentBytes() >> 20;
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    watcher.join();
  }

  private synchronized void look() throws IOException {
    peak = Math.max(peak, peer.residentBytes());
  }

  private void watch() {
    try {
      while (!over) {
        look();
        TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
      }
    } catch (IOException | InterruptedException gone) {
      // The server has ended; whoever asks it something will notice.
    }
  }
}
