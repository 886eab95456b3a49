package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.HttpDates;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What all connections of one event loop share, without a lock: the date, and one timer that looks
 * at each of them now and then. Used on that loop only.
 */
public final class EdgeLoop {
  private static final byte[] NONE = {};

  private final EventLoop loop;
  private final InstantSource clock;
  private final List<Timed> timed = new ArrayList<>();
  private long second = Long.MIN_VALUE;
  private byte[] dateAndEnd = NONE;
  private byte[] date = NONE;

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
    var unused = loop.scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
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

  /** The field {@code date} and the empty line that ends a head (RFC 9112). Must not be changed. */
  byte[] dateAndEnd() {
    refresh();
    return dateAndEnd;
  }

  /** The value of {@code date} in 29 ASCII bytes. Must not be changed. */
  public byte[] date() {
    refresh();
    return date;
  }

  private void refresh() {
    Instant now = clock.instant();
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      String value = HttpDates.format(now);
      date = value.getBytes(StandardCharsets.ISO_8859_1);
      dateAndEnd = ("date: " + value + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private void check() {
    long now = System.nanoTime();
    // From the end, since whoever closes is replaced by the last one, which has been looked at.
    for (int i = timed.size() - 1; i >= 0; i--) {
      if (i < timed.size()) {
        timed.get(i).check(now);
      }
    }
  }
}
