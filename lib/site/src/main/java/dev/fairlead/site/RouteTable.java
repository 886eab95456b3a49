package dev.fairlead.site;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes of all hosts, each changed only by compare-and-swap. */
public interface RouteTable {

  /** A route and the tag that its next writer must name. */
  record Stored(Route route, String tag) {}

  /** What became of a write. */
  sealed interface WriteOutcome {
    /** The route is stored under a new tag. */
    record Written(String tag) implements WriteOutcome {}

    /** Another writer was first; nothing was changed. */
    record Conflict() implements WriteOutcome {}
  }

  /**
   * Finds the route of a host.
   *
   * @throws InvalidDocumentException if what is stored is no route of that host
   * @throws IOException if the table cannot be reached or refuses
   */
  Optional<Stored> find(Hostname host) throws IOException;

  /**
   * Writes a route if the stored one still has the expected tag.
   *
   * @param expectedTag from {@link Stored} or {@link WriteOutcome.Written}; null to create a route
   *     where there is none
   * @throws IOException if the table cannot be reached or refuses; the write may have happened
   */
  WriteOutcome write(Route route, @Nullable String expectedTag) throws IOException;
}
