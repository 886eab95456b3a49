package dev.fairlead.site.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one address, as many as the limits allow, those in use and those that rest
 * together. The one that was used last is used next, so that the others can end when there is less
 * to do. Safe for use by several threads.
 */
final class ConnectionPool implements AutoCloseable {
  private static final long SHORTEST_TICK = 1_000_000;
  private static final long LONGEST_TICK = 1_000_000_000;
  private static final int TICKS = 8;

  private final S3Address address;
  private final S3Limits limits;
  private final SSLSocketFactory tls;
  private final Dialer dialer;
  private final Semaphore room;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final IdleConnections idle;
  private final CountDownLatch closed = new CountDownLatch(1);

  private ConnectionPool(S3Address address, S3Limits limits, SSLSocketFactory tls) {
    this.address = address;
    this.limits = limits;
    this.tls = tls;
    this.dialer = new Dialer(address, limits.connect());
    this.idle = new IdleConnections(limits.connections());
    this.room = new Semaphore(limits.connections(), true);
  }

  /** Connects when that is needed; until it is closed, a virtual thread keeps the time limits. */
  static ConnectionPool open(S3Address address, S3Limits limits, SSLSocketFactory tls) {
    ConnectionPool pool = new ConnectionPool(address, limits, tls);
    Thread.ofVirtual().name("s3-connections").start(pool::keepLimits);
    return pool;
  }

  /**
   * A connection that rests, or a new one; the caller gives it back or drops it.
   *
   * @param fresh for a new one, after one that had rested has turned out to be dead
   * @param until when the caller's time is over
   * @throws IOException if none is free in time, the server cannot be reached, the thread is
   *     interrupted, or the pool is closed
   */
  Connection take(boolean fresh, long until) throws IOException {
    acquire(until);
    try {
      Connection connection = fresh ? null : resting();
      if (connection == null) {
        connection = connect(until);
      }
      connection.boundBy(until);
      return connection;
    } catch (Throwable e) {
      room.release();
      throw e;
    }
  }

  private void acquire(long until) throws IOException {
    if (closed.getCount() == 0) {
      throw new NoConnectionException("the bucket was closed");
    }
    long patience = Math.min(limits.silence().toNanos(), until - Monotonic.now());
    try {
      if (!room.tryAcquire(patience, TimeUnit.NANOSECONDS)) {
        throw new NoConnectionException(
            "all %d connections were in use for %d ms"
                .formatted(limits.connections(), TimeUnit.NANOSECONDS.toMillis(patience)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private @Nullable Connection resting() {
    while (true) {
      Connection latest = idle.latest();
      if (latest == null || latest.isQuiet()) {
        return latest;
      }
      end(latest);
    }
  }

  private Connection connect(long until) throws IOException {
    Connection oldest = idle.countOneMore();
    if (oldest != null) {
      end(oldest);
    }
    Connection connection;
    try {
      connection = new Connection(dialer.connect(until), limits.silence());
    } catch (Throwable e) {
      idle.countOneLess();
      throw e;
    }
    open.add(connection);
    try {
      if (closed.getCount() == 0) {
        throw new NoConnectionException("the bucket was closed");
      }
      connection.boundBy(until);
      if (address.tls()) {
        connection.secure(tls, address);
      }
      return connection;
    } catch (Throwable e) {
      end(connection);
      throw e;
    }
  }

  /** Keeps a connection, whose answer was read to its end, for the next call. */
  void giveBack(Connection connection) {
    connection.rest(Monotonic.now());
    idle.add(connection);
    room.release();
  }

  /** Closes a connection on which something has gone wrong or is still to come. */
  void drop(Connection connection) {
    end(connection);
    room.release();
  }

  private void end(Connection connection) {
    connection.close();
    if (open.remove(connection)) {
      idle.countOneLess();
    }
  }

  private void keepLimits() {
    Duration shortest =
        Stream.of(limits.silence(), limits.call(), limits.idle())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    long tick = Math.clamp(shortest.toNanos() / TICKS, SHORTEST_TICK, LONGEST_TICK);
    try {
      while (!closed.await(tick, TimeUnit.NANOSECONDS)) {
        long now = Monotonic.now();
        open.forEach(connection -> connection.expire(now));
        idle.since(now - limits.idle().toNanos()).forEach(this::end);
      }
    } catch (InterruptedException e) {
      close();
    }
  }

  /** How many are open, in use or not. */
  int size() {
    return open.size();
  }

  /** Ends all calls. */
  @Override
  public void close() {
    closed.countDown();
    open.forEach(this::end);
  }
}
