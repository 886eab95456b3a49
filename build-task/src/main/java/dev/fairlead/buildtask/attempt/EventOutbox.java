package dev.fairlead.buildtask.attempt;

import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.BuildPaths;
import dev.fairlead.build.protocol.EventBatch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Numbers the events of an attempt and sends them in order. */
public final class EventOutbox implements AutoCloseable {
  private static final Outbox.Batching BATCHING =
      new Outbox.Batching(500, EventBatch.MAX_EVENTS, Long.MAX_VALUE, Duration.ZERO);

  private final InstantSource clock;
  private final Outbox<BuildEvent> outbox;
  private long lastNumber;

  public EventOutbox(ApiClient api, StopSignal stop, InstantSource clock) {
    this.clock = clock;
    this.outbox =
        new Outbox<>(
            "events",
            BATCHING,
            event -> 1,
            batch -> api.post(BuildPaths.EVENTS, new EventBatch(batch)),
            stop);
  }

  /** Makes an event from its number and time. */
  public interface Draft {
    BuildEvent at(long number, Instant at);
  }

  public synchronized void put(Draft draft) {
    lastNumber++;
    outbox.put(draft.at(lastNumber, clock.instant()));
  }

  /** Waits until the api has every event; see {@link Outbox#flush}. */
  public void flush() throws IOException, StoppedException {
    outbox.flush();
  }

  @Override
  public void close() {
    outbox.close();
  }
}
