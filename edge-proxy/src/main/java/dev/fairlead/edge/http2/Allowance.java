package dev.fairlead.edge.http2;

import java.util.concurrent.TimeUnit;

/** How many events of one kind a client may still cause: a bucket that fills with time. */
final class Allowance {
  private final Http2Limits.Rate rate;
  private final long nanosPerToken;
  private int tokens;
  private long filled;

  Allowance(Http2Limits.Rate rate, long now) {
    this.rate = rate;
    this.nanosPerToken = TimeUnit.SECONDS.toNanos(1) / rate.perSecond();
    this.tokens = rate.burst();
    this.filled = now;
  }

  /**
   * Takes one.
   *
   * @param now of {@link System#nanoTime}
   * @return false if there is none
   */
  boolean spend(long now) {
    if (tokens == 0) {
      fill(now);
    }
    if (tokens == 0) {
      return false;
    }
    tokens--;
    return true;
  }

  /** Gives some back, for something that calls for more events. */
  void earn(int more) {
    tokens = Math.min(rate.burst(), tokens + more);
  }

  private void fill(long now) {
    long earned = (now - filled) / nanosPerToken;
    if (earned > 0) {
      tokens = (int) Math.min(rate.burst(), earned);
      filled = tokens == rate.burst() ? now : filled + earned * nanosPerToken;
    }
  }
}
