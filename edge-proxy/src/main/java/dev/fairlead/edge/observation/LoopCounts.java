package dev.fairlead.edge.observation;

import dev.fairlead.edge.http.BodyTier;
import java.util.concurrent.atomic.AtomicLongArray;

/** What one event loop has answered: written by that loop alone, read by anybody. */
final class LoopCounts {
  /** Upper ends of the classes of latency, in microseconds; one more class has no end. */
  private static final long[] MICROS = {
    50, 100, 250, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000
  };

  static final int BUCKETS = MICROS.length + 1;
  static final int STATUS_CLASSES = 5;
  private static final int TIERS = BodyTier.values().length;
  private static final int BYTES = STATUS_CLASSES;
  private static final int NANOS = BYTES + 1;
  private static final int FIRST_TIER = NANOS + 1;
  private static final int FIRST_BUCKET = FIRST_TIER + TIERS;
  private static final int EACH = FIRST_BUCKET + BUCKETS;

  private final AtomicLongArray counts = new AtomicLongArray(HostClass.values().length * EACH);

  void answered(HostClass host, int status, long bytes, long nanos, BodyTier tier) {
    int first = host.ordinal() * EACH;
    add(first + Math.clamp(status / 100 - 1, 0, STATUS_CLASSES - 1), 1);
    add(first + BYTES, bytes);
    add(first + NANOS, nanos);
    add(first + FIRST_TIER + tier.ordinal(), 1);
    add(first + FIRST_BUCKET + bucketOf(nanos), 1);
  }

  /** Requests answered with 1xx (0) to 5xx (4). */
  long requests(HostClass host, int statusClass) {
    return counts.getAcquire(host.ordinal() * EACH + statusClass);
  }

  long bytes(HostClass host) {
    return counts.getAcquire(host.ordinal() * EACH + BYTES);
  }

  /** Sum of the times to the answer. */
  long nanos(HostClass host) {
    return counts.getAcquire(host.ordinal() * EACH + NANOS);
  }

  long bodies(HostClass host, BodyTier tier) {
    return counts.getAcquire(host.ordinal() * EACH + FIRST_TIER + tier.ordinal());
  }

  /** Answers of one class of latency, without those of the classes below. */
  long inBucket(HostClass host, int bucket) {
    return counts.getAcquire(host.ordinal() * EACH + FIRST_BUCKET + bucket);
  }

  /** The upper end of a class of latency in seconds, as Prometheus writes it. */
  static String upperEnd(int bucket) {
    return bucket == MICROS.length ? "+Inf" : Double.toString(MICROS[bucket] / 1e6);
  }

  private static int bucketOf(long nanos) {
    long micros = nanos / 1_000;
    int bucket = 0;
    while (bucket < MICROS.length && micros >= MICROS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** Nobody else writes, so no other write is lost. */
  private void add(int index, long more) {
    counts.setRelease(index, counts.getPlain(index) + more);
  }
}
