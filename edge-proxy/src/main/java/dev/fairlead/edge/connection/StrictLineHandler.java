package dev.fairlead.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Refuses heads whose lines are not exactly those of RFC 9112: Netty's decoder behind it takes any
 * run of blanks for the one space of a request line, control characters in a target, a bare CR or
 * LF before a head, and joins a line that begins with a blank to the one before it (§5.2), each a
 * way to be understood in two ways. What comes before is passed on, so that it is answered. All
 * bytes of a connection are heads here: a request with a body ends it.
 */
final class StrictLineHandler extends ChannelInboundHandlerAdapter {
  private static final String VERSION = "HTTP/d.d\r\n";
  private static final Incoming.Refused MALFORMED =
      new Incoming.Refused(400, "The request is malformed.", false);

  private enum Place {
    BEFORE_HEAD,
    BEFORE_HEAD_CR,
    /** An empty line is taken for the beginning of a head: else nothing would bound them. */
    EMPTY_LINE_BEFORE_HEAD,
    METHOD,
    TARGET_BEGINS,
    TARGET,
    VERSION,
    LINE_BEGINS,
    LINE,
    LINE_CR,
    EMPTY_LINE_CR,
    REFUSED
  }

  private Place place = Place.BEFORE_HEAD;
  private int ofVersion;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      ctx.fireChannelRead(message);
      return;
    }
    boolean before = place == Place.REFUSED;
    if (!before) {
      check(bytes);
    }
    if (bytes.isReadable()) {
      ctx.fireChannelRead(bytes);
    } else {
      bytes.release();
    }
    if (!before && place == Place.REFUSED) {
      ctx.fireChannelRead(MALFORMED);
    }
  }

  /** Whether the beginning of a head has come, but not its end. */
  boolean isInsideHead() {
    return place != Place.BEFORE_HEAD && place != Place.REFUSED;
  }

  /** Leaves what comes before the first wrong byte. */
  private void check(ByteBuf bytes) {
    int wrong = bytes.forEachByte(next -> (place = after(next)) != Place.REFUSED);
    if (wrong >= 0) {
      bytes.writerIndex(wrong);
    }
  }

  private Place after(byte next) {
    return switch (place) {
      case BEFORE_HEAD, EMPTY_LINE_BEFORE_HEAD ->
          next == '\r' ? Place.BEFORE_HEAD_CR : inMethod(next);
      case BEFORE_HEAD_CR -> next == '\n' ? Place.EMPTY_LINE_BEFORE_HEAD : Place.REFUSED;
      case EMPTY_LINE_CR -> next == '\n' ? Place.BEFORE_HEAD : Place.REFUSED;
      case METHOD -> next == ' ' ? Place.TARGET_BEGINS : inMethod(next);
      case TARGET_BEGINS -> inTarget(next);
      case TARGET -> {
        ofVersion = 0;
        yield next == ' ' ? Place.VERSION : inTarget(next);
      }
      case VERSION -> inVersion(next);
      case LINE_BEGINS ->
          switch (next) {
            case '\r' -> Place.EMPTY_LINE_CR;
            case ' ', '\t' -> Place.REFUSED;
            default -> inLine(next);
          };
      case LINE -> next == '\r' ? Place.LINE_CR : inLine(next);
      case LINE_CR -> next == '\n' ? Place.LINE_BEGINS : Place.REFUSED;
      case REFUSED -> Place.REFUSED;
    };
  }

  private static Place inMethod(byte next) {
    return FieldBlock.isTokenCharacter(next) ? Place.METHOD : Place.REFUSED;
  }

  /** Bytes beyond ASCII are left to the one that knows what a path means. */
  private static Place inTarget(byte next) {
    return (next > 0x20 && next < 0x7f) || next < 0 ? Place.TARGET : Place.REFUSED;
  }

  private Place inVersion(byte next) {
    char expected = VERSION.charAt(ofVersion++);
    boolean right = expected == 'd' ? next >= '0' && next <= '9' : next == expected;
    if (!right) {
      return Place.REFUSED;
    }
    return ofVersion == VERSION.length() ? Place.LINE_BEGINS : Place.VERSION;
  }

  private static Place inLine(byte next) {
    return next == '\n' ? Place.REFUSED : Place.LINE;
  }
}
