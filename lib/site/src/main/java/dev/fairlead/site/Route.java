package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a host leads: the object {@code routes/<host>}, the one thing that changes when a
 * deployment goes live.
 *
 * @param schema version of the wire form, now 1; a reader refuses a newer one
 * @param generation grows by one with every change of this host; a route never goes back to a
 *     smaller one
 * @param deployment what is served; absent while the first build of the project is running
 * @param region where the project lies; absent for the home region
 * @param production whether search engines may index the host (anything else carries {@code
 *     X-Robots-Tag: noindex})
 */
public record Route(
    int schema,
    Hostname host,
    long generation,
    ProjectId project,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DeploymentId deployment,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StorageRegion region,
    boolean production) {
  public static final int SCHEMA = 1;

  public Route {
    WireFormat.checkSchema("route", schema, SCHEMA);
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(project, "project");
    if (generation < 1) {
      throw new IllegalArgumentException(
          "generation: %d (expected: 1 or more)".formatted(generation));
    }
  }

  /** Where the project's blobs and manifests lie. */
  public StorageRegion storedIn() {
    return region == null ? StorageRegion.HOME : region;
  }

  /** The deployment to serve; empty while the first build is running. */
  public Optional<DeploymentId> served() {
    return Optional.ofNullable(deployment);
  }

  /**
   * Reads the wire form.
   *
   * @throws InvalidDocumentException if it is no route, or one of a newer schema
   */
  public static Route parse(byte[] json) throws InvalidDocumentException {
    return WireFormat.parse("route", json, Route.class);
  }

  /**
   * Reads what is stored as the route of a host.
   *
   * @throws InvalidDocumentException if it is no route of that host, or one of a newer schema
   */
  public static Route parse(byte[] json, Hostname host) throws InvalidDocumentException {
    Route route = parse(json);
    if (!route.host.equals(host)) {
      throw new InvalidDocumentException(
          "route of %s (expected: of %s)".formatted(route.host, host));
    }
    return route;
  }

  public byte[] toJson() throws IOException {
    return WireFormat.write(this);
  }
}
