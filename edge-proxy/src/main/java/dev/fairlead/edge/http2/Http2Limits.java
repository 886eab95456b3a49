package dev.fairlead.edge.http2;

import java.time.Duration;

/**
 * What one HTTP/2 connection may do. A client that goes beyond is sent away with ENHANCE_YOUR_CALM,
 * unless something else is said.
 *
 * @param maxConcurrentStreams most open requests; more are refused with REFUSED_STREAM
 * @param maxHeaderListSize most bytes of all fields of a request, 32 added for each; more is
 *     answered with 431
 * @param maxHeaderFields most fields of a request; more are answered with 431
 * @param maxContinuations most CONTINUATION frames of a header block
 * @param maxRefusedBody most bytes of a request body that are read before it is refused with 413
 * @param resets streams that either side has broken off
 * @param controlFrames PING, SETTINGS, PRIORITY, unknown and empty frames
 * @param windowUpdates WINDOW_UPDATE frames; two more may come for each DATA frame sent
 * @param timeouts how long the client may take
 */
public record Http2Limits(
    int maxConcurrentStreams,
    int maxHeaderListSize,
    int maxHeaderFields,
    int maxContinuations,
    int maxRefusedBody,
    Rate resets,
    Rate controlFrames,
    Rate windowUpdates,
    Timeouts timeouts) {

  public static final Http2Limits DEFAULT =
      new Http2Limits(
          128,
          16 << 10,
          100,
          16,
          16 << 10,
          new Rate(200, 20),
          new Rate(200, 10),
          new Rate(1_000, 200),
          Timeouts.DEFAULT);

  /** Every body that may be sent before it is refused fits into the first window of a stream. */
  private static final int LARGEST_REFUSED_BODY = 65_535;

  public Http2Limits {
    requirePositive("maxConcurrentStreams", maxConcurrentStreams);
    requirePositive("maxHeaderListSize", maxHeaderListSize);
    requirePositive("maxHeaderFields", maxHeaderFields);
    requirePositive("maxContinuations", maxContinuations);
    if (maxRefusedBody < 0 || maxRefusedBody > LARGEST_REFUSED_BODY) {
      throw new IllegalArgumentException(
          "maxRefusedBody: %d (expected: 0–%d)".formatted(maxRefusedBody, LARGEST_REFUSED_BODY));
    }
  }

  /** The longest encoded header block: no encoder needs more for the fields that are allowed. */
  int maxEncodedBlock() {
    return 2 * maxHeaderListSize;
  }

  public Http2Limits withTimeouts(Timeouts other) {
    return new Http2Limits(
        maxConcurrentStreams,
        maxHeaderListSize,
        maxHeaderFields,
        maxContinuations,
        maxRefusedBody,
        resets,
        controlFrames,
        windowUpdates,
        other);
  }

  /**
   * So many at once, and so many a second in the long run.
   *
   * @param burst at once, on a connection that has been quiet
   * @param perSecond in the long run
   */
  public record Rate(int burst, int perSecond) {
    public Rate {
      requirePositive("burst", burst);
      requirePositive("perSecond", perSecond);
    }
  }

  /**
   * How long a client may take.
   *
   * @param head from the first byte of a frame, a header block or a refused body to its last
   * @param stall how long an answer waits for the client to take at least 4 KiB, or the rest of it
   * @param idle how long a connection without an open request stays
   * @param drain how long the answer to the last PING of a drained connection is waited for
   */
  public record Timeouts(Duration head, Duration stall, Duration idle, Duration drain) {
    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1));

    public Timeouts {
      if (!head.isPositive() || !stall.isPositive() || !idle.isPositive() || !drain.isPositive()) {
        throw new IllegalArgumentException(
            "head: %s, stall: %s, idle: %s, drain: %s (expected: more than 0)"
                .formatted(head, stall, idle, drain));
      }
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s: %d (expected: 1 or more)".formatted(name, value));
    }
  }
}
