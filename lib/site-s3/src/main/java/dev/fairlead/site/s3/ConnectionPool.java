package dev.fairlead.site.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
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
  private static final int MOST_ADDRESSES = 4;

  private final S3Address address;
  private final S3Limits limits;
  private final SSLSocketFactory tls;
  private final Semaphore room;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Lock lock = new ReentrantLock();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private int total;

  private ConnectionPool(S3Address address, S3Limits limits, SSLSocketFactory tls) {
    this.address = address;
    this.limits = limits;
    this.tls = tls;
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
    } catch (IOException | RuntimeException e) {
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
      Connection latest = latest();
      if (latest == null || latest.isQuiet()) {
        return latest;
      }
      end(latest);
    }
  }

  private @Nullable Connection latest() {
    lock.lock();
    try {
      return idle.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Makes room for one more, at the cost of the one that has rested longest. */
  private void reserve() {
    @Nullable Connection oldest = null;
    lock.lock();
    try {
      if (total >= limits.connections()) {
        oldest = idle.pollLast();
      }
      total++;
    } finally {
      lock.unlock();
    }
    if (oldest != null) {
      end(oldest);
    }
  }

  private void forget() {
    lock.lock();
    try {
      total--;
    } finally {
      lock.unlock();
    }
  }

  private Connection connect(long until) throws IOException {
    reserve();
    Connection connection;
    try {
      connection = new Connection(socket(until), limits.silence());
    } catch (IOException | RuntimeException e) {
      forget();
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
    } catch (IOException | RuntimeException e) {
      end(connection);
      throw e;
    }
  }

  /** Tries the first addresses of the host, in the order of the system. */
  private Socket socket(long until) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(address.peer());
    @Nullable IOException failure = null;
    for (int i = 0; i < Math.min(addresses.length, MOST_ADDRESSES); i++) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - Monotonic.now());
      int patience = (int) Math.clamp(left, 1, limits.connect().toMillis());
      Socket socket = new Socket();
      try {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.connect(new InetSocketAddress(addresses[i], address.port()), patience);
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    ConnectException unreachable =
        new ConnectException("cannot connect to %s:%d".formatted(address.host(), address.port()));
    if (failure != null) {
      unreachable.initCause(failure);
    }
    throw unreachable;
  }

  /** Keeps a connection, whose answer was read to its end, for the next call. */
  void giveBack(Connection connection) {
    connection.rest(Monotonic.now());
    lock.lock();
    try {
      idle.addFirst(connection);
    } finally {
      lock.unlock();
    }
    room.release();
    if (closed.getCount() == 0) {
      connection.close();
    }
  }

  /** Closes a connection on which something has gone wrong or is still to come. */
  void drop(Connection connection) {
    end(connection);
    room.release();
  }

  private void end(Connection connection) {
    connection.close();
    if (open.remove(connection)) {
      forget();
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
        rested(now - limits.idle().toNanos()).forEach(this::end);
      }
    } catch (InterruptedException e) {
      close();
    }
  }

  private List<Connection> rested(long since) {
    List<Connection> old = new ArrayList<>();
    lock.lock();
    try {
      Connection oldest = idle.peekLast();
      while (oldest != null && oldest.isIdleSince(since)) {
        old.add(idle.removeLast());
        oldest = idle.peekLast();
      }
      return old;
    } finally {
      lock.unlock();
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
