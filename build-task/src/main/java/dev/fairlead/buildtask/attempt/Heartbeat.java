package dev.fairlead.buildtask.attempt;

import dev.fairlead.build.protocol.BuildPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Keeps the lease of an attempt, and learns that it is over at most one interval late. */
public final class Heartbeat implements AutoCloseable {
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  private final ApiClient api;
  private final StopSignal stop;
  private final Duration interval;
  private final Thread thread;

  public Heartbeat(ApiClient api, StopSignal stop, Duration interval) {
    this.api = api;
    this.stop = stop;
    this.interval = interval;
    this.thread = Thread.ofPlatform().name("heartbeat").daemon().start(this::run);
  }

  private void run() {
    try {
      while (true) {
        // Without an answer the next beat is the retry; the calls that carry work decide whether
        // the
        // api has been away for too long.
        api.tryOnce(BuildPaths.HEARTBEAT, EMPTY);
        stop.pause(interval);
      }
    } catch (StoppedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new AssertionError("a failed exchange is answered with null", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
