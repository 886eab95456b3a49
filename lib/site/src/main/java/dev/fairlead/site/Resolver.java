package dev.fairlead.site;

import dev.fairlead.site.RequestPath.Decoded;
import dev.fairlead.site.RequestPath.Refused;
import dev.fairlead.site.Resolution.BadRequest;
import dev.fairlead.site.Resolution.NotFound;
import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Resolution.Serve;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one deployment answers to a request. Made once from a manifest, then immutable: no
 * I/O, no clock, a few hash look-ups a request. A path of a request is only ever looked up, never
 * turned into a place in storage.
 */
public final class Resolver {
  /** Paths that belong to the platform; no file of a site answers them. */
  private static final String PLATFORM = "/.fairlead/";

  private static final String CERTIFICATE_CHALLENGE = "/.well-known/acme-challenge/";

  private static final int TEMPORARY_REDIRECT = 307;

  private final Manifest manifest;
  private final SiteIndex index;

  public Resolver(Manifest manifest) {
    this.manifest = manifest;
    this.index = new SiteIndex(manifest);
  }

  public Manifest manifest() {
    return manifest;
  }

  public Resolution resolve(SiteRequest request) {
    return switch (RequestPath.decode(request.path())) {
      case Refused(Resolution.Reason reason) -> new BadRequest(reason);
      case Decoded(String path, boolean canonical) -> resolve(request, path, canonical);
    };
  }

  private Resolution resolve(SiteRequest request, String path, boolean canonical) {
    if (path.startsWith(PLATFORM) || path.startsWith(CERTIFICATE_CHALLENGE)) {
      return new NotFound();
    }
    Serve serve = index.at(path);
    if (serve != null) {
      return canonical ? serve : redirect(path, request.query());
    }
    return index
        .addressMeantBy(path)
        .<Resolution>map(address -> redirect(address, request.query()))
        .orElseGet(() -> notFound(request, path));
  }

  private Resolution notFound(SiteRequest request, String path) {
    return switch (manifest.notFound()) {
      case NOT_FOUND_PAGE ->
          index.notFoundPage(path).<Resolution>map(page -> page).orElseGet(NotFound::new);
      case SINGLE_PAGE_APPLICATION ->
          request.isNavigation()
              ? index.fallback().<Resolution>map(page -> page).orElseGet(NotFound::new)
              : new NotFound();
      case NONE -> new NotFound();
    };
  }

  private static Redirect redirect(String path, @Nullable String query) {
    String location = RequestPath.encode(path);
    return new Redirect(
        TEMPORARY_REDIRECT, query == null ? location : location + "?" + printable(query));
  }

  /** The query as it came, but for bytes that no URL may have: those are escaped. */
  private static String printable(String query) {
    if (query.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      return query;
    }
    StringBuilder escaped = new StringBuilder(query.length() + 16);
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c > 0x20 && c < 0x7f) {
        escaped.append(c);
      } else {
        escaped.append("%%%02X".formatted((int) c & 0xff));
      }
    }
    return escaped.toString();
  }
}
