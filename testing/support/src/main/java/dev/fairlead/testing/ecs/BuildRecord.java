package dev.fairlead.testing.ecs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What simulated builds were allowed to do; by it a doubled build is found. */
public final class BuildRecord {
  private final Map<String, AtomicInteger> claims = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> publications = new ConcurrentHashMap<>();

  void claimed(String deployment, int attempt) {
    claims
        .computeIfAbsent(deployment + "-" + attempt, key -> new AtomicInteger())
        .incrementAndGet();
  }

  void published(String deployment) {
    publications.computeIfAbsent(deployment, key -> new AtomicInteger()).incrementAndGet();
  }

  /** Attempts that were claimed so far. */
  public int claimed() {
    return claims.size();
  }

  /** Attempts for which two processes were given work. */
  public long attemptsClaimedTwice() {
    return claims.values().stream().filter(count -> count.get() > 1).count();
  }

  /** Deployments that two processes have published. */
  public long deploymentsPublishedTwice() {
    return publications.values().stream().filter(count -> count.get() > 1).count();
  }

  public int published() {
    return publications.size();
  }
}
