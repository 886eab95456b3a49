package dev.fairlead.edge.cache;

import java.time.Duration;

/**
 * How long a route is believed.
 *
 * @param fresh age up to which a route is served without looking at the store
 * @param mustRevalidate age from which a request waits for the store before it is answered; between
 *     the two the store is read in the background
 * @param unknownFor how long it is remembered that a host has no route
 * @param patience longest wait of a request for the store where an older route can be served
 * @param firstPatience longest wait of a request for a host of which nothing is kept; its route and
 *     its manifest are read; and of one for a file that only earlier deployments may have, whose
 *     manifests are read
 * @param maxRoutes most routes kept
 * @param maxUnknown most hosts kept of which it is known that they have no route
 * @param maxReads most hosts being read or waiting to be read at a time
 */
public record RouteCacheConfig(
    Duration fresh,
    Duration mustRevalidate,
    Duration unknownFor,
    Duration patience,
    Duration firstPatience,
    int maxRoutes,
    int maxUnknown,
    int maxReads) {

  public static final RouteCacheConfig DEFAULT =
      new RouteCacheConfig(
          Duration.ofSeconds(10),
          Duration.ofSeconds(25),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          100_000,
          10_000,
          1_000);

  public RouteCacheConfig {
    if (fresh.isNegative() || mustRevalidate.compareTo(fresh) < 0) {
      throw new IllegalArgumentException(
          "fresh: %s, mustRevalidate: %s (expected: 0 or more, the second not below the first)"
              .formatted(fresh, mustRevalidate));
    }
    if (unknownFor.isNegative() || !patience.isPositive() || !firstPatience.isPositive()) {
      throw new IllegalArgumentException(
          "unknownFor: %s, patience: %s, firstPatience: %s (expected: 0 or more, and more than 0)"
              .formatted(unknownFor, patience, firstPatience));
    }
    if (maxRoutes < 1 || maxUnknown < 1 || maxReads < 1) {
      throw new IllegalArgumentException(
          "maxRoutes: %d, maxUnknown: %d, maxReads: %d (expected: 1 or more)"
              .formatted(maxRoutes, maxUnknown, maxReads));
    }
  }
}
