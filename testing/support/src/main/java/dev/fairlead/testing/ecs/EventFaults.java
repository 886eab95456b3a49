package dev.fairlead.testing.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How events go wrong on their way: EventBridge delivers at least once and in no promised order,
 * and a rule or a queue may lose some.
 *
 * @param duplicated share of events that come twice, 0–1
 * @param lost share of events that never come, 0–1
 * @param reordered whether an event may overtake the one before it
 */
public record EventFaults(double duplicated, double lost, boolean reordered) {
  /** Each event comes once, in order. */
  public static final EventFaults NONE = new EventFaults(0, 0, false);

  /** What is delivered of an event, now or later. */
  List<String> apply(String event, RandomGenerator random) {
    List<String> delivered = new ArrayList<>();
    if (random.nextDouble() >= lost) {
      delivered.add(event);
      if (random.nextDouble() < duplicated) {
        delivered.add(event);
      }
    }
    return delivered;
  }
}
