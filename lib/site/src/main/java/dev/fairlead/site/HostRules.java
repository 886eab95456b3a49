package dev.fairlead.site;

import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Route.HostRedirect;
import dev.fairlead.site.matching.UrlEncoding;
import java.util.Optional;

/** What a host says before any path of its site is looked at. */
public final class HostRules {
  private HostRules() {}

  /**
   * Where a route sends this request, whatever its deployment; empty where the host serves. Paths
   * of the platform stay on the host, because a certificate is proven there.
   *
   * @param port where the client has connected to, kept in the answer; 0 for the default of the
   *     scheme
   */
  public static Optional<Redirect> redirect(Route route, SiteRequest request, int port) {
    HostRedirect redirect = route.redirect();
    if (redirect == null || ReservedPaths.covers(request.path())) {
      return Optional.empty();
    }
    String authority = port == 0 ? redirect.to().value() : redirect.to() + ":" + port;
    String path = request.path().startsWith("/") ? UrlEncoding.ofRaw(request.path()) : "/";
    String query = request.query() == null ? "" : "?" + request.printableQuery();
    String location = request.scheme() + "://" + authority + path + query;
    return Optional.of(new Redirect(redirect.status(), location, ResponseHeaders.EMPTY, false));
  }
}
