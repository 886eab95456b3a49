package dev.fairlead.wslogs;

import io.micronaut.websocket.CloseReason;

/** Why a connection is closed by us; the codes are part of the protocol (RFC 6455 §7.4.2). */
final class Closing {
  /** The log has ended and every line was sent. */
  static final CloseReason COMPLETE = CloseReason.NORMAL;

  static final CloseReason BAD_CURSOR = new CloseReason(4400, "bad cursor");
  static final CloseReason BAD_TICKET = new CloseReason(4401, "unknown, used or expired ticket");
  static final CloseReason BAD_ORIGIN = new CloseReason(4403, "origin not allowed");

  /** The log is not here, or not all of it: the api has it. */
  static final CloseReason NOT_HERE = new CloseReason(4404, "no such log here");

  static final CloseReason TRY_AGAIN = CloseReason.TRY_AGAIN_LATER;
  static final CloseReason GOING_AWAY = CloseReason.GOING_AWAY;
  static final CloseReason NO_MESSAGES = new CloseReason(1008, "viewers have nothing to say");

  private Closing() {}
}
