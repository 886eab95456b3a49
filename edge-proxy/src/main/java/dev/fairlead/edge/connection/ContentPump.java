package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Content;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.FileRegion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One content on its way to a client of HTTP/1.1: pulled only as fast as the client takes it, and
 * in turns, so that nobody waits long for a first byte because others take all they can get.
 */
final class ContentPump {
  private static final int PIECE = 64 << 10;
  private static final int TURN = 1 << 20;
  private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final Http1Output output;
  private final Content content;
  private final boolean chunked;
  private @Nullable FileRegion region;
  private long left;
  private boolean running;
  private boolean waiting;
  private boolean closed;

  /** Why no more is written for now. */
  private enum Pause {
    /** The client takes no more, or has gone. */
    CLIENT,
    /** The next bytes have not arrived yet. */
    BYTES,
    /** The kernel is to send a part of a file. */
    REGION,
    /** It is the turn of others. */
    TURN,
    END
  }

  /**
   * @param length of the content in bytes; negative if that is not known
   * @param chunked whether each piece tells its length (RFC 9112 §7.1)
   */
  ContentPump(Http1Output output, Content content, long length, boolean chunked) {
    this.output = output;
    this.content = content;
    this.left = length < 0 ? Long.MAX_VALUE : length;
    this.chunked = chunked;
  }

  /** Writes as much as the client takes now and the turn allows. */
  void run() {
    if (running || closed) {
      return;
    }
    Pause pause;
    running = true;
    try {
      pause = writePieces();
    } catch (IOException e) {
      breakOff(e);
      return;
    } catch (RuntimeException | OutOfMemoryError e) {
      // Nobody else would notice, and the client would wait for ever.
      breakOff(new IOException("a content cannot be read", e));
      return;
    } finally {
      running = false;
    }
    switch (pause) {
      case CLIENT -> {}
      case BYTES -> content.whenReadable(this::goOn);
      case REGION -> sendRegion();
      case TURN -> rest();
      case END -> end();
    }
  }

  /** Goes on after the client has taken something, unless it waits for something else. */
  void roomAgain() {
    if (!waiting) {
      run();
    }
  }

  /** The part of a file that is being sent; null if there is none. */
  @Nullable FileRegion region() {
    return region;
  }

  /** Gives back what has not been written. */
  void close() {
    closed = true;
    content.close();
  }

  private Pause writePieces() throws IOException {
    int turn = TURN;
    while (left > 0) {
      if (turn <= 0) {
        waiting = true;
        return Pause.TURN;
      }
      if (!output.hasRoom()) {
        output.flush();
        if (closed || !output.hasRoom()) {
          return Pause.CLIENT;
        }
      }
      region = chunked ? null : output.region(content, TURN);
      if (region != null) {
        waiting = true;
        return Pause.REGION;
      }
      ByteBuf piece = content.read((int) Math.min(PIECE, left));
      if (piece == null && content.isAtEnd()) {
        writeLastChunk();
        return Pause.END;
      }
      if (piece == null) {
        // Before the flush, which may find room.
        waiting = true;
        output.flush();
        return closed ? Pause.CLIENT : Pause.BYTES;
      }
      turn -= piece.readableBytes();
      write(piece);
    }
    return Pause.END;
  }

  private void write(ByteBuf piece) {
    int length = piece.readableBytes();
    left -= length;
    if (!chunked) {
      output.hand(piece, length);
      return;
    }
    byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    output.hand(Unpooled.wrappedBuffer(size), size.length);
    output.hand(piece, length);
    output.hand(Unpooled.wrappedBuffer(LINE_END), LINE_END.length);
  }

  private void writeLastChunk() {
    if (chunked) {
      output.hand(Unpooled.wrappedBuffer(LAST_CHUNK), LAST_CHUNK.length);
    }
  }

  private void sendRegion() {
    FileRegion part = region;
    if (part == null) {
      throw new IllegalStateException("no part of a file to be sent");
    }
    left -= part.count();
    output
        .hand(part, part.count())
        .addListener(
            sent -> {
              region = null;
              if (!sent.isSuccess()) {
                output.failed();
              } else if (left == 0) {
                end();
              } else {
                output.later(this::goOn);
              }
            });
    output.flush();
  }

  private void rest() {
    output.flush();
    output.later(this::goOn);
  }

  private void goOn() {
    waiting = false;
    run();
  }

  private void breakOff(IOException reason) {
    close();
    output.broken(reason);
  }

  private void end() {
    if (!closed) {
      close();
      output.ended();
    }
  }
}
