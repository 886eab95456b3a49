package dev.fairlead.api.build;

import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.problem.ProblemException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps builds and everyone else apart where builds have a port of their own: there nothing is
 * answered but what builds call, and elsewhere that is not. So a network that lets builds reach
 * this one port lets them reach nothing else of the platform.
 */
@Order(-100)
@ServerFilter("/**")
@Requires(property = BuildPort.PROPERTY)
final class BuildPort {
  static final String PROPERTY = "fairlead.build-port";
  private static final String PREFIX = "/build/";
  private static final Set<String> EVERYWHERE = Set.of("/health", "/health/live");

  private final @Nullable Integer port;

  BuildPort(ApiConfig config) {
    this.port = config.buildPort();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    boolean fromBuild = port != null && request.getServerAddress().getPort() == port;
    // Decoded, as the router sees it.
    @Nullable String path = request.getUri().getPath();
    boolean forBuilds = path != null && path.startsWith(PREFIX);
    if (fromBuild != forBuilds && !EVERYWHERE.contains(path)) {
      throw ProblemException.notFound("page");
    }
  }
}
