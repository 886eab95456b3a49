package dev.fairlead.wslogs;

import dev.fairlead.build.protocol.BuildLog.Entry;
import dev.fairlead.build.protocol.BuildLog.Position;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogCursor;
import dev.fairlead.build.protocol.LogEnd;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.exceptions.WebSocketSessionException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One connection and how far it has read. It takes the next frame only when its channel can be
 * written to, so what waits in memory for it is bounded by the channel's own mark.
 */
final class Viewer {
  private static final int PAGE = 50;
  private static final Duration PING = Duration.ofSeconds(20);
  private static final Duration SILENCE = Duration.ofSeconds(65);
  private static final Duration STALL = Duration.ofSeconds(60);
  private static final byte[] PING_CONTENT = {'?'};

  private final WebSocketSession session;
  private final LogRoom room;
  private LogCursor cursor;
  private Position position = Position.START;

  /** When the oldest ping was sent that has no answer; 0 if all have one. */
  private volatile long unansweredSince;

  Viewer(WebSocketSession session, LogRoom room, LogCursor after) {
    this.session = session;
    this.room = room;
    this.cursor = after;
  }

  /** The other side has given a sign of life. */
  void onPong() {
    unansweredSince = 0;
  }

  /** Sends everything after the cursor, in order, until the end; returns why it stopped. */
  CloseReason run() throws InterruptedException {
    long number = 0;
    try {
      while (session.isOpen()) {
        switch (room.next(number, PING)) {
          case LogRoom.Step.Send(Frame frame) -> {
            send(frame);
            number++;
          }
          case LogRoom.Step.Replay(long resume) -> {
            replay();
            number = resume;
          }
          case LogRoom.Step.Idle() -> ping();
          case LogRoom.Step.Finish(byte[] json) -> {
            write(Frame.text(json));
            return Closing.COMPLETE;
          }
          case LogRoom.Step.Fail(CloseReason reason) -> {
            return reason;
          }
        }
      }
    } catch (IOException | WebSocketSessionException e) {
      return Closing.TRY_AGAIN;
    }
    return Closing.GOING_AWAY;
  }

  private void send(Frame frame) throws IOException, InterruptedException {
    switch (Continuation.of(cursor, frame.chunk())) {
      case Continuation.Next(LogChunk lines) -> {
        boolean whole = lines.lines().size() == frame.chunk().lines().size();
        write(whole ? frame.text() : Frame.text(Frame.encode(lines)));
        cursor = lines.end();
      }
      case Continuation.Seen() -> {}
      case Continuation.Gap() ->
          throw new IOException("line %s is not where it was".formatted(cursor));
    }
  }

  /** The stream holds every line that was ever a frame, so afterwards nothing is missing. */
  private void replay() throws IOException, InterruptedException {
    List<Entry> page;
    do {
      page = room.read(position, PAGE);
      for (Entry entry : page) {
        switch (entry.message()) {
          case LogChunk chunk -> replay(chunk);
          case LogEnd ignored -> {}
        }
        position = entry.position();
      }
    } while (page.size() == PAGE);
  }

  private void replay(LogChunk chunk) throws IOException, InterruptedException {
    switch (Continuation.of(cursor, chunk)) {
      case Continuation.Next(LogChunk lines) -> {
        write(Frame.text(Frame.encode(lines)));
        cursor = lines.end();
      }
      case Continuation.Seen() -> {}
      // Filled further on by a repeat, or else the room gives up.
      case Continuation.Gap() -> {}
    }
  }

  private void write(TextWebSocketFrame frame) throws IOException, InterruptedException {
    CompletableFuture<?> sent = session.sendAsync(frame);
    if (session.isWritable()) {
      return;
    }
    try {
      sent.get(STALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the viewer takes nothing", e);
    }
  }

  private void ping() throws IOException {
    long now = System.nanoTime();
    if (unansweredSince == 0) {
      unansweredSince = now;
    } else if (now - unansweredSince > SILENCE.toNanos()) {
      throw new IOException("the viewer is silent");
    }
    CompletableFuture<?> _ = session.sendPingAsync(PING_CONTENT);
  }
}
