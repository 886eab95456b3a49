package dev.fairlead.edge.http2;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a client takes too long: to say something, or to take what it has asked for.
 */
final class Patience {
  /** Whoever takes less within the time does not take it at all. */
  private static final int LEAST_PROGRESS = 4 << 10;

  /** What a client has done, or rather has not. */
  enum Fault {
    SLOW_HEAD(ErrorCode.ENHANCE_YOUR_CALM, "a frame or a header block takes too long"),
    STALLED(ErrorCode.ENHANCE_YOUR_CALM, "nothing is taken of what was asked for"),
    IDLE(ErrorCode.NO_ERROR, "idle");

    final ErrorCode code;
    final String reason;

    Fault(ErrorCode code, String reason) {
      this.code = code;
      this.reason = reason;
    }
  }

  private final Http2Limits.Timeouts timeouts;
  private final FrameReader reader;
  private final ClientFrames frames;
  private final Requests requests;
  private final OpenStreams streams;
  private final Responder responder;
  private final FrameWriter writer;
  private long partialSince;
  private long framesBefore = -1;
  private long activeAt;
  private long blockedSince;
  private long sentBefore;
  private boolean blocked;

  Patience(
      Http2Limits.Timeouts timeouts,
      FrameReader reader,
      ClientFrames frames,
      Requests requests,
      OpenStreams streams,
      Responder responder,
      FrameWriter writer,
      long now) {
    this.timeouts = timeouts;
    this.reader = reader;
    this.frames = frames;
    this.requests = requests;
    this.streams = streams;
    this.responder = responder;
    this.writer = writer;
    this.partialSince = now;
    this.activeAt = now;
  }

  /** How often to look: a time-out is noticed at most a quarter late. */
  long intervalNanos() {
    long shortest =
        Math.min(
            timeouts.head().toNanos(),
            Math.min(timeouts.stall().toNanos(), timeouts.idle().toNanos()));
    return Math.max(shortest / 4, TimeUnit.MILLISECONDS.toNanos(1));
  }

  /** What is the matter with the connection; null if nothing is. */
  @Nullable Fault check(long now) {
    if (isHeadSlow(now)) {
      return Fault.SLOW_HEAD;
    }
    if (isStalled(now)) {
      return Fault.STALLED;
    }
    if (!streams.isIdle() || frames.count() != framesBefore) {
      activeAt = now;
    }
    framesBefore = frames.count();
    return now - activeAt > timeouts.idle().toNanos() ? Fault.IDLE : null;
  }

  private boolean isHeadSlow(long now) {
    long head = timeouts.head().toNanos();
    if (!reader.isWithinFrame() || frames.count() != framesBefore) {
      partialSince = now;
    }
    boolean blockIsSlow = requests.openBlock() != 0 && now - requests.openBlockSince() > head;
    return blockIsSlow || now - partialSince > head;
  }

  private boolean isStalled(long now) {
    boolean isBlocked = responder.bodies().isBlocked() || !writer.isWritable();
    if (!isBlocked || !blocked || responder.bodies().sent() - sentBefore >= LEAST_PROGRESS) {
      blocked = isBlocked;
      blockedSince = now;
      sentBefore = responder.bodies().sent();
    }
    return blocked && now - blockedSince > timeouts.stall().toNanos();
  }

  /** Ends streams whose bodies nobody takes, and answers those whose bodies nobody sends. */
  void endSlowStreams(long now) {
    for (Stream stream : streams.copy()) {
      boolean awaitsBody = stream.receiving && !stream.refused && !stream.closed;
      if (awaitsBody && now - stream.receivingSince > timeouts.head().toNanos()) {
        responder.refuse(stream, Refusal.BODY);
      } else if (stream.isSending() && isStalled(stream, now)) {
        responder.reset(stream, ErrorCode.CANCEL);
      }
    }
  }

  private boolean isStalled(Stream stream, long now) {
    boolean ownFault = stream.window <= 0;
    if (!ownFault || stream.leftAtProgress - stream.left >= LEAST_PROGRESS) {
      stream.progressAt = now;
      stream.leftAtProgress = stream.left;
    }
    return now - stream.progressAt > timeouts.stall().toNanos();
  }
}
