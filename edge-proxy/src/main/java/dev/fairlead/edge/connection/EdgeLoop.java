package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.HttpDates;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all connections of one event loop share, without a lock: the date, one timer that looks at
 * each of them now and then, and what reads their fields. Used on that loop only.
 */
public final class EdgeLoop {
  private static final Logger log = LoggerFactory.getLogger(EdgeLoop.class);
  private static final byte[] NONE = {};

  private static final FastThreadLocal<EdgeLoop> CURRENT = new FastThreadLocal<>();

  private final EventLoop loop;
  private final InstantSource clock;
  private final List<Timed> timed = new ArrayList<>();
  private final FieldBlock fields = new FieldBlock();
  private long millis;
  private long second = Long.MIN_VALUE;
  private byte[] dateAndEnd = NONE;

  /** Something that ends when it takes too long. */
  public abstract static class Timed {
    private int index = -1;

    /** Called every now and then with {@link System#nanoTime}. */
    protected abstract void check(long now);
  }

  /**
   * @param checkEvery how often connections are looked at; no time limit is kept more exactly
   */
  public EdgeLoop(EventLoop loop, InstantSource clock, Duration checkEvery) {
    this.loop = loop;
    this.clock = clock;
    long nanos = checkEvery.toNanos();
    loop.execute(() -> CURRENT.set(this));
    var unused = loop.scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * The loop that the calling thread runs.
   *
   * @throws IllegalStateException on any other thread
   */
  public static EdgeLoop current() {
    EdgeLoop loop = CURRENT.getIfExists();
    if (loop == null) {
      throw new IllegalStateException("not on an event loop of the edge");
    }
    return loop;
  }

  public EventLoop eventLoop() {
    return loop;
  }

  /** Begins to look at a connection. */
  public void add(Timed connection) {
    connection.index = timed.size();
    timed.add(connection);
  }

  /** Ends it; a connection that is not looked at is no mistake. */
  public void remove(Timed connection) {
    if (connection.index < 0) {
      return;
    }
    Timed last = timed.removeLast();
    if (last != connection) {
      timed.set(connection.index, last);
      last.index = connection.index;
    }
    connection.index = -1;
  }

  /**
   * Looks at the clock, so that {@link #millis} and the date are right for what is answered next:
   * to be called whenever bytes or an answer arrive, since asking for each request costs more than
   * the rest of reading it.
   */
  public void tick() {
    millis = clock.millis();
    long now = Math.floorDiv(millis, 1000);
    if (now != second) {
      second = now;
      String value = HttpDates.format(Instant.ofEpochSecond(now));
      dateAndEnd = ("date: " + value + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** Milliseconds since the epoch at the last {@link #tick}. */
  public long millis() {
    return millis;
  }

  /** Reads the fields of a request, of one connection at a time. */
  FieldBlock fields() {
    return fields;
  }

  /** The field {@code date} and the empty line that ends a head (RFC 9112). Must not be changed. */
  byte[] dateAndEnd() {
    return dateAndEnd;
  }

  /** The mistake of one connection must not end the time limits of all others. */
  private static void check(Timed connection, long now) {
    try {
      connection.check(now);
    } catch (RuntimeException | OutOfMemoryError bug) {
      log.atError().setMessage("Looking at a connection failed").setCause(bug).log();
    }
  }

  private void check() {
    check(System.nanoTime());
  }

  /** Looks at all connections, at a time of {@link System#nanoTime}. */
  void check(long now) {
    // From the end, since whoever closes is replaced by the last one, which has been looked at.
    for (int i = timed.size() - 1; i >= 0; i--) {
      if (i < timed.size()) {
        check(timed.get(i), now);
      }
    }
  }
}
