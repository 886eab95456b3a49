package dev.fairlead.site;

import dev.fairlead.site.RequestPath.Decoded;
import dev.fairlead.site.RequestPath.Refused;
import dev.fairlead.site.Resolution.BadRequest;
import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.NoPage;
import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Resolution.Serve;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one deployment answers to a request. Made once from a manifest, then immutable: no
 * I/O, no clock, a few hash look-ups a request. A path of a request is only ever looked up, never
 * turned into a place in storage.
 */
public final class Resolver {
  private static final int TEMPORARY_REDIRECT = 307;

  private final ProjectId project;
  private final DeploymentId deployment;
  private final Instant createdAt;
  private final NotFoundHandling notFound;
  private final SiteIndex index;
  private final HtmlAddresses addresses;

  public Resolver(Manifest manifest) {
    project = manifest.project();
    deployment = manifest.deployment();
    createdAt = manifest.createdAt();
    notFound = manifest.notFound();
    index = new SiteIndex(manifest);
    addresses = new HtmlAddresses(index, manifest.htmlHandling());
  }

  public ProjectId project() {
    return project;
  }

  public DeploymentId deployment() {
    return deployment;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public int fileCount() {
    return index.size();
  }

  /**
   * A file of the deployment.
   *
   * @param ordinal as in {@link Serve#file}: 0 to {@link #fileCount} - 1, in the order of paths
   */
  public SiteFile file(int ordinal) {
    return index.file(ordinal);
  }

  /** What the deployment answers; the work is bounded whatever its rules and the request. */
  public Resolution resolve(SiteRequest request) {
    return switch (RequestPath.decode(request.path())) {
      case Refused(Resolution.Reason reason) -> new BadRequest(reason);
      case Decoded(String path, boolean canonical) -> resolve(request, path, canonical);
    };
  }

  /** As {@link #resolve}, with how the answer came about. */
  public Explanation explain(SiteRequest request) {
    Resolution resolution = resolve(request);
    SitePath file = resolution instanceof Serve serve ? index.file(serve.file()).path() : null;
    return new Explanation(resolution, List.of(), null, file, List.of());
  }

  /**
   * The answer with a file whose name carries a fingerprint, for a later deployment that misses it.
   *
   * @param missing what the later deployment has resolved to
   */
  public Optional<Serve> retainedAsset(Missing missing) {
    int file = index.find(missing.path());
    return file >= 0 && index.file(file).immutable()
        ? Optional.of(new Serve(file, 200, missing.headers(), false))
        : Optional.empty();
  }

  private Resolution resolve(SiteRequest request, String path, boolean canonical) {
    if (ReservedPaths.covers(path)) {
      return new NoPage(404, ResponseHeaders.EMPTY);
    }
    int file = addresses.meantBy(path);
    if (file >= 0) {
      String address = addresses.addressOf(index.file(file).path().value(), path);
      return canonical && address.equals(path)
          ? new Serve(file, 200, ResponseHeaders.EMPTY, true)
          : redirect(address, request.query(), canonical);
    }
    Resolution page = notFound(request, path);
    return request.looksLikeAsset() ? new Missing(path, ResponseHeaders.EMPTY, page) : page;
  }

  private Resolution notFound(SiteRequest request, String path) {
    return switch (notFound) {
      case NOT_FOUND_PAGE -> page(index.notFoundPage(path), 404);
      case SINGLE_PAGE_APPLICATION ->
          page(request.isNavigation() ? index.fallback() : SiteIndex.NONE, 200);
      case NONE -> page(SiteIndex.NONE, 404);
    };
  }

  private static Resolution page(int file, int status) {
    return file >= 0
        ? new Serve(file, status, ResponseHeaders.EMPTY, false)
        : new NoPage(404, ResponseHeaders.EMPTY);
  }

  private static Redirect redirect(String address, @Nullable String query, boolean pathOnly) {
    String location = Locations.withQuery(RequestPath.encode(address), query);
    return new Redirect(TEMPORARY_REDIRECT, location, ResponseHeaders.EMPTY, pathOnly);
  }
}
