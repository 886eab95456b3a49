package dev.fairlead.api.resolution;

import dev.fairlead.api.deployment.Deployment;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.Route;
import dev.fairlead.site.RouteTable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/** By which routes hosts lead to a deployment, for dry runs. */
@Singleton
final class AskedRoutes {
  private final RouteTable routes;

  AskedRoutes(RouteTable routes) {
    this.routes = routes;
  }

  /**
   * The route of a host as if it served this deployment now. A host that is not the project's is
   * treated as one that nobody has: what it leads to is not for this account to know.
   *
   * @throws IOException if the routes cannot be read
   */
  Route of(Hostname host, Deployment deployment) throws IOException {
    Optional<Route> own =
        routes
            .find(host)
            .map(RouteTable.Stored::route)
            .filter(route -> route.project().equals(deployment.project()));
    return new Route(
        Route.SCHEMA,
        host,
        own.map(Route::generation).orElse(1L),
        deployment.project(),
        deployment.id(),
        own.map(Route::region).orElse(null),
        own.map(Route::production).orElse(false),
        own.map(Route::redirect).orElse(null),
        own.map(Route::retained).orElse(null));
  }
}
