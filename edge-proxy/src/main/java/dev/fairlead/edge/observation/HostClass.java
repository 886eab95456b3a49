package dev.fairlead.edge.observation;

import dev.fairlead.site.Route;
import java.util.Locale;

/** What kind of host a request was for. Few, so that no client can make metrics grow. */
public enum HostClass {
  /** A production environment. */
  PRODUCTION,
  /** A branch, a pull request or one deployment. */
  PREVIEW,
  /** No host that is known here, or one of which nothing could be read. */
  UNKNOWN,
  /** Answered by the platform whatever the host. */
  PLATFORM;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The kind of a host that is known. */
  public static HostClass of(Route route) {
    return route.production() ? PRODUCTION : PREVIEW;
  }

  String label() {
    return label;
  }
}
