package dev.fairlead.wslogs;

import dev.fairlead.build.protocol.BuildLog;
import dev.fairlead.build.protocol.BuildLog.Entry;
import dev.fairlead.build.protocol.BuildLog.Position;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogCursor;
import dev.fairlead.build.protocol.LogEnd;
import dev.fairlead.build.protocol.LogMessage;
import dev.fairlead.site.DeploymentId;
import io.micronaut.websocket.CloseReason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All viewers of one log. Live messages come by subscription and are passed on when they continue
 * what is there; at a gap, at the end, and every second to be sure, the stream is read, which has
 * everything in order. Viewers take frames at their own pace, so a slow one costs nothing: when the
 * frames it needs are gone from here it reads the stream itself.
 */
final class LogRoom {
  private static final Logger log = LoggerFactory.getLogger(LogRoom.class);
  private static final int PAGE = 500;
  private static final long READ_AGAIN = Duration.ofSeconds(1).toNanos();
  private static final long RETRY = Duration.ofMillis(200).toNanos();
  private static final Duration GAP_PATIENCE = Duration.ofSeconds(5);

  private final DeploymentId deployment;
  private final BuildLog source;
  private final WsLogsConfig config;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final RecentFrames frames = new RecentFrames();

  private Position position = Position.START;
  private LogCursor tail = LogCursor.START;
  private boolean known;
  private boolean unread = true;
  private byte @Nullable [] end;
  private @Nullable CloseReason failure;
  private final long started = System.nanoTime();
  private @Nullable Long gapSince;
  private @Nullable Long downSince;

  LogRoom(DeploymentId deployment, BuildLog source, WsLogsConfig config) {
    this.deployment = deployment;
    this.source = source;
    this.config = config;
  }

  /** What a viewer does next. */
  sealed interface Step {
    record Send(Frame frame) implements Step {}

    /** The wanted frame is gone: read the stream, then go on at the given number. */
    record Replay(long resume) implements Step {}

    /** Nothing came in the given time. */
    record Idle() implements Step {}

    /** All was sent; this comes last. */
    record Finish(byte[] json) implements Step {}

    record Fail(CloseReason reason) implements Step {}
  }

  /** Waits for the frame of a number. */
  Step next(long number, Duration limit) throws InterruptedException {
    long remaining = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        if (number < frames.first()) {
          return new Step.Replay(frames.end());
        }
        if (number < frames.end()) {
          return new Step.Send(frames.get(number));
        }
        if (failure != null) {
          return new Step.Fail(failure);
        }
        if (end != null) {
          return new Step.Finish(end);
        }
        if (remaining <= 0) {
          return new Step.Idle();
        }
        remaining = changed.awaitNanos(remaining);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Reads a page of the stream, for a viewer that has fallen behind. */
  List<Entry> read(Position after, int limit) throws IOException {
    return source.read(deployment, after, limit);
  }

  /** Feeds the room until the log ends, the room fails or the thread is interrupted. */
  void run() {
    try {
      while (!over()) {
        try (BuildLog.Subscription following = source.follow(deployment, this::onLive)) {
          log.atDebug().addKeyValue("subscription", following).log("following");
          feed();
        } catch (IOException e) {
          onDown();
          pause(RETRY);
        }
      }
    } catch (InterruptedException e) {
      fail(Closing.GOING_AWAY);
    }
  }

  void fail(CloseReason reason) {
    lock.lock();
    try {
      if (failure == null) {
        failure = reason;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean over() {
    lock.lock();
    try {
      return failure != null || end != null;
    } finally {
      lock.unlock();
    }
  }

  private void feed() throws InterruptedException {
    while (!over()) {
      try {
        List<Entry> page = read(position, PAGE);
        onPage(page);
        if (page.size() < PAGE) {
          pause(READ_AGAIN);
        }
      } catch (IOException e) {
        onDown();
        pause(RETRY);
      }
    }
  }

  /** Called on the thread of the Redis connection: encodes, stores and wakes, nothing more. */
  private void onLive(LogMessage message) {
    lock.lock();
    try {
      switch (message) {
        case LogChunk chunk -> unread |= !add(chunk);
        // Only the stream tells whether lines were missed before the end.
        case LogEnd ignored -> unread = true;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void onPage(List<Entry> page) {
    lock.lock();
    try {
      downSince = null;
      for (Entry entry : page) {
        position = entry.position();
        known = true;
        switch (entry.message()) {
          case LogChunk chunk -> gapSince = add(chunk) ? null : since(gapSince);
          case LogEnd last -> onEnd(last);
        }
      }
      if (!known && elapsed(started, config.unknownAfter())) {
        fail(Closing.NOT_HERE);
      }
      if (gapSince != null && elapsed(gapSince, GAP_PATIENCE)) {
        fail(Closing.NOT_HERE);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void onEnd(LogEnd last) {
    if (gapSince != null) {
      fail(Closing.NOT_HERE);
      return;
    }
    end = Frame.encode(last);
  }

  /** Whether the chunk fits; a repeat does, and is dropped. */
  private boolean add(LogChunk chunk) {
    return switch (Continuation.of(tail, chunk)) {
      case Continuation.Next(LogChunk lines) -> {
        frames.add(new Frame(lines));
        tail = lines.end();
        yield true;
      }
      case Continuation.Seen() -> true;
      case Continuation.Gap() -> false;
    };
  }

  private void onDown() {
    lock.lock();
    try {
      downSince = since(downSince);
      if (elapsed(downSince, config.patience())) {
        fail(Closing.TRY_AGAIN);
      }
    } finally {
      lock.unlock();
    }
  }

  private void pause(long nanos) throws InterruptedException {
    long remaining = nanos;
    lock.lockInterruptibly();
    try {
      while (!unread && failure == null && remaining > 0) {
        remaining = changed.awaitNanos(remaining);
      }
      unread = false;
    } finally {
      lock.unlock();
    }
  }

  private static Long since(@Nullable Long earlier) {
    return earlier == null ? Long.valueOf(System.nanoTime()) : earlier;
  }

  private static boolean elapsed(long since, Duration limit) {
    return System.nanoTime() - since >= limit.toNanos();
  }
}
