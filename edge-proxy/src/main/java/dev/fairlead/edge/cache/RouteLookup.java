package dev.fairlead.edge.cache;

import dev.fairlead.site.Route;

/** What is known of a host. */
public sealed interface RouteLookup {
  /** The host leads somewhere. */
  record Known(Route route) implements RouteLookup {}

  /** The host has no route. */
  record Unknown() implements RouteLookup {}

  /** The store does not answer, and nothing is kept of the host. */
  record Unavailable() implements RouteLookup {}
}
