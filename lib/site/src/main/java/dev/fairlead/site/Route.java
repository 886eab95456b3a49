package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a host leads: the object {@code routes/<host>}, the one thing that changes when a
 * deployment goes live.
 *
 * @param schema version of the wire form, now 1; a reader refuses a newer one
 * @param generation grows by one with every change of this host; a route never goes back to a
 *     smaller one
 * @param deployment what is served; absent until a first build has succeeded
 * @param region where the project lies; absent for the home region
 * @param production whether search engines may index the host (anything else carries {@code
 *     X-Robots-Tag: noindex})
 * @param redirect another host that every request is sent to; absent where the host serves
 * @param retained deployments that were served here before, newest first; often empty
 * @param awaited how it stands with the newest deployment where none is served yet; absent where
 *     one is, where none has been asked for, and in routes of before it was told
 */
public record Route(
    int schema,
    Hostname host,
    long generation,
    ProjectId project,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DeploymentId deployment,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StorageRegion region,
    boolean production,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable HostRedirect redirect,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Retained> retained,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AwaitedBuild awaited) {
  public static final int SCHEMA = 1;

  /** Most bytes of the wire form. */
  public static final int MAX_BYTES = 64 << 10;

  /** Most earlier deployments whose assets a host goes on serving. */
  public static final int MAX_RETAINED = 20;

  /**
   * Where a host sends its requests: the same path and query there.
   *
   * @param status 301, 302, 307 or 308
   */
  public record HostRedirect(Hostname to, int status) {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 307, 308);

    public HostRedirect {
      Objects.requireNonNull(to, "to");
      if (!STATUSES.contains(status)) {
        throw new IllegalArgumentException(
            "status: %d (expected: 301, 302, 307 or 308)".formatted(status));
      }
    }
  }

  /**
   * A deployment whose fingerprinted files are served where the present one has none: a tab opened
   * before a deploy keeps loading its chunks.
   *
   * @param until when that ends
   */
  public record Retained(DeploymentId deployment, Instant until) {
    public Retained {
      Objects.requireNonNull(deployment, "deployment");
      Objects.requireNonNull(until, "until");
    }
  }

  public Route(
      int schema,
      Hostname host,
      long generation,
      ProjectId project,
      @Nullable DeploymentId deployment,
      @Nullable StorageRegion region,
      boolean production,
      @Nullable HostRedirect redirect,
      @Nullable List<Retained> retained,
      @Nullable AwaitedBuild awaited) {
    this.schema = schema;
    this.host = Objects.requireNonNull(host, "host");
    this.generation = generation;
    this.project = Objects.requireNonNull(project, "project");
    this.deployment = deployment;
    this.region = region;
    this.production = production;
    this.redirect = redirect;
    this.retained = retained == null ? List.of() : List.copyOf(retained);
    this.awaited = awaited;

    WireFormat.checkSchema("route", schema, SCHEMA);
    if (generation < 1) {
      throw new IllegalArgumentException(
          "generation: %d (expected: 1 or more)".formatted(generation));
    }
    if (this.retained.size() > MAX_RETAINED) {
      throw new IllegalArgumentException(
          "retained: %d (expected: at most %d)".formatted(this.retained.size(), MAX_RETAINED));
    }
  }

  /** A route of which it is not told what build it awaits. */
  public Route(
      int schema,
      Hostname host,
      long generation,
      ProjectId project,
      @Nullable DeploymentId deployment,
      @Nullable StorageRegion region,
      boolean production,
      @Nullable HostRedirect redirect,
      @Nullable List<Retained> retained) {
    this(
        schema,
        host,
        generation,
        project,
        deployment,
        region,
        production,
        redirect,
        retained,
        null);
  }

  /** A route that serves one deployment and nothing of earlier ones. */
  public Route(
      int schema,
      Hostname host,
      long generation,
      ProjectId project,
      @Nullable DeploymentId deployment,
      @Nullable StorageRegion region,
      boolean production) {
    this(schema, host, generation, project, deployment, region, production, null, null);
  }

  /** Where the project's blobs and manifests lie. */
  public StorageRegion storedIn() {
    return region == null ? StorageRegion.HOME : region;
  }

  /** The deployment to serve; empty until a first build has succeeded. */
  public Optional<DeploymentId> served() {
    return Optional.ofNullable(deployment);
  }

  /**
   * Reads the wire form.
   *
   * @throws InvalidDocumentException if it is no route, or one of a newer schema, or too large
   */
  public static Route parse(byte[] json) throws InvalidDocumentException {
    WireFormat.checkSize("route", json.length, MAX_BYTES);
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
