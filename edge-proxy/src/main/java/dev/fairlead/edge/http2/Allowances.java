package dev.fairlead.edge.http2;

/** What a client may still cause; whoever has used it up is sent away. */
final class Allowances {
  private final Allowance resets;
  private final Allowance controlFrames;
  private final Allowance windowUpdates;

  /** When the bytes that are being looked at were read, of {@link System#nanoTime}. */
  private long now;

  Allowances(Http2Limits limits, long now) {
    this.now = now;
    resets = new Allowance(limits.resets(), now);
    controlFrames = new Allowance(limits.controlFrames(), now);
    windowUpdates = new Allowance(limits.windowUpdates(), now);
  }

  void at(long time) {
    now = time;
  }

  long now() {
    return now;
  }

  /** A stream is broken off, by the client or because of it. */
  void reset() throws ConnectionError {
    spend(resets, "streams broken off");
  }

  /** A frame that carries nothing of a request. */
  void controlFrame() throws ConnectionError {
    spend(controlFrames, "control frames");
  }

  void windowUpdate() throws ConnectionError {
    spend(windowUpdates, "WINDOW_UPDATE frames");
  }

  /** A DATA frame was sent; it may cause two updates, of its stream and of the connection. */
  void dataSent() {
    windowUpdates.earn(2);
  }

  private void spend(Allowance allowance, String what) throws ConnectionError {
    if (!allowance.spend(now)) {
      throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "too many " + what);
    }
  }
}
