package dev.fairlead.edge.connection;

/**
 * What a connection may take its time for: a head, the next request, and taking an answer. Looked
 * at by the loop's timer, so that a request costs nothing for it.
 */
final class SlowClientLimits extends EdgeLoop.Timed {
  private static final long NONE = Long.MIN_VALUE;

  private final ConnectionConfig config;
  private final Http1Connection connection;
  private long lastMoved = System.nanoTime();
  private long arrivals;
  private long arrivalsSeen;
  private long takenSeen;
  private long headSince = NONE;
  private long windowSince = NONE;
  private long takenBefore;

  SlowClientLimits(ConnectionConfig config, Http1Connection connection) {
    this.config = config;
    this.connection = connection;
  }

  /** Bytes have arrived; when exactly is not worth a look at the clock. */
  void bytesArrived() {
    arrivals++;
  }

  /** A head has been read to its end; the next one has not begun before. */
  void headRead() {
    headSince = NONE;
  }

  /** Whether it is for the client to go on with a head that it has begun. */
  void headBegun(boolean begun) {
    headSince = !begun ? NONE : headSince == NONE ? System.nanoTime() : headSince;
  }

  /** How often bytes have arrived. */
  long arrivals() {
    return arrivals;
  }

  @Override
  protected void check(long now) {
    if (arrivals != arrivalsSeen || connection.output().taken() != takenSeen) {
      arrivalsSeen = arrivals;
      takenSeen = connection.output().taken();
      lastMoved = now;
    }
    boolean slowHead = headSince != NONE && now - headSince > config.headTimeout().toNanos();
    boolean idle =
        connection.isIdle()
            && connection.output().pending() == 0
            && now - lastMoved > config.idleTimeout().toNanos();
    if (takesTooLittle(now)) {
      connection.abort();
    } else if (slowHead || idle) {
      connection.close();
    }
  }

  private boolean takesTooLittle(long now) {
    Http1Output output = connection.output();
    if (output.pending() == 0) {
      windowSince = NONE;
      return false;
    }
    if (windowSince == NONE) {
      windowSince = now;
      takenBefore = output.taken();
      return false;
    }
    if (now - windowSince < config.slowReadWindow().toNanos()) {
      return false;
    }
    long taken = output.taken() - takenBefore;
    windowSince = now;
    takenBefore = output.taken();
    return taken < config.slowReadBytes();
  }
}
