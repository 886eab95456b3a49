package dev.fairlead.build.protocol;

import java.util.List;

/** Events of one attempt, in the order of their numbers. */
public record EventBatch(List<BuildEvent> events) {
  /** Most events in one batch. */
  public static final int MAX_EVENTS = 100;

  public EventBatch {
    events = List.copyOf(events);
    if (events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(
          "events: %d (expected: at most %d)".formatted(events.size(), MAX_EVENTS));
    }
  }
}
