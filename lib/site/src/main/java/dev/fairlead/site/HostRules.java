package dev.fairlead.site;

import dev.fairlead.site.Resolution.BadRequest;
import dev.fairlead.site.Resolution.Reason;
import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Route.HostRedirect;
import dev.fairlead.site.matching.UrlEncoding;
import java.util.Optional;

/** What a host says before any path of its site is looked at. */
public final class HostRules {
  private static final int PERMANENT_REDIRECT = 308;

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
    return Optional.of(at(redirect.status(), request.scheme() + "://" + authority, request));
  }

  /**
   * Where a request that came without TLS is sent, whatever its host: to the same address with it,
   * by 308 so that the method stays (RFC 9110 §15.4.9); or why its path can be no address.
   */
  public static Resolution overTls(Hostname host, SiteRequest request) {
    return RequestPath.decode(request.path()) instanceof RequestPath.Refused(Reason reason)
        ? new BadRequest(reason)
        : at(PERMANENT_REDIRECT, "https://" + host, request);
  }

  private static Redirect at(int status, String origin, SiteRequest request) {
    String path = request.path().startsWith("/") ? UrlEncoding.ofRaw(request.path()) : "/";
    String query = request.query() == null ? "" : "?" + request.printableQuery();
    return new Redirect(status, origin + path + query, ResponseHeaders.EMPTY, false);
  }
}
