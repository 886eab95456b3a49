package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before the S3 server, passes every byte on, and counts the {@code GET}s for blobs. It can
 * be as slow as S3 is, which takes tens of milliseconds to a first byte and then gives a connection
 * so many bytes a second.
 */
final class CountingForwarder implements AutoCloseable {
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final byte[] BLOB = "/blobs/".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket listening;
  private final URI target;
  private final AtomicInteger blobs = new AtomicInteger();
  private volatile Pace pace = Pace.NONE;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  CountingForwarder(URI target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /**
   * How slow it is.
   *
   * @param delay of every request
   * @param bytesPerSecond most of one connection; 0 for as many as can be
   */
  record Pace(Duration delay, long bytesPerSecond) {
    static final Pace NONE = new Pace(Duration.ZERO, 0);

    /** How long so many bytes take. */
    long nanos(int bytes) {
      return bytesPerSecond == 0 ? 0 : bytes * NANOS_PER_SECOND / bytesPerSecond;
    }
  }

  /** Sets how slow it is from now on. */
  void pace(Pace each) {
    pace = each;
  }

  /** Reads of blobs since the last call. */
  int takeCount() {
    return blobs.getAndSet(0);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(target.getHost(), target.getPort());
        threads.execute(() -> pass(client, server, true));
        threads.execute(() -> pass(server, client, false));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void pass(Socket from, Socket to, boolean requests) {
    byte[] buffer = new byte[16 << 10];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int matched = 0;
      int read;
      long due = System.nanoTime();
      while ((read = in.read(buffer)) > 0) {
        for (int i = 0; requests && i < read; i++) {
          matched = buffer[i] == BLOB[matched] ? matched + 1 : buffer[i] == BLOB[0] ? 1 : 0;
          if (matched == BLOB.length) {
            blobs.incrementAndGet();
            matched = 0;
          }
        }
        if (requests) {
          Thread.sleep(pace.delay);
        } else {
          due = Math.max(due, System.nanoTime()) + pace.nanos(read);
          TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException over) {
      // One side has closed; the other is closed with it.
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
