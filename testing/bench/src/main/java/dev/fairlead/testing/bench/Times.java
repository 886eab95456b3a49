package dev.fairlead.testing.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Durations of repeated runs of the same thing. */
final class Times {
  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Duration> all = new ArrayList<>();

  void add(Duration time) {
    all.add(time);
  }

  int count() {
    return all.size();
  }

  /** The smallest time that at least this share of all runs did not exceed, in milliseconds. */
  double quantile(double share) {
    List<Duration> sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(index, 0)).toNanos() / NANOS_PER_MILLI;
  }

  double median() {
    return quantile(0.5);
  }
}
