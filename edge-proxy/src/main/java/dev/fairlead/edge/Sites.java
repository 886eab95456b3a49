package dev.fairlead.edge;

import dev.fairlead.edge.cache.ManifestCache;
import dev.fairlead.edge.cache.RouteCache;
import dev.fairlead.edge.cache.RouteLookup.Known;
import dev.fairlead.edge.cache.RouteLookup.Unavailable;
import dev.fairlead.edge.cache.RouteLookup.Unknown;
import dev.fairlead.edge.connection.Answering;
import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Incoming;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.SiteAnswers;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Resolver;
import dev.fairlead.site.Route;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests from the sites: host to route, route to manifest, manifest to file. */
final class Sites implements Answering {
  private static final Logger log = LoggerFactory.getLogger(Sites.class);
  private static final Duration MANIFEST_PATIENCE = Duration.ofSeconds(10);

  private final RouteCache routes;
  private final ManifestCache manifests;

  Sites(RouteCache routes, ManifestCache manifests) {
    this.routes = routes;
    this.manifests = manifests;
  }

  @Override
  public CompletableFuture<Answer> answer(Incoming.Request request) {
    Optional<Answer> everywhere = PlatformAnswers.everywhere(request);
    if (everywhere.isPresent()) {
      return CompletableFuture.completedFuture(everywhere.get());
    }
    if (request.host() == null) {
      return CompletableFuture.completedFuture(PlatformAnswers.unknownHost(request));
    }
    return routes
        .find(request.host())
        .thenCompose(
            lookup ->
                switch (lookup) {
                  case Known(Route route) -> answer(route, request);
                  case Unknown() ->
                      CompletableFuture.completedFuture(PlatformAnswers.unknownHost(request));
                  case Unavailable() ->
                      CompletableFuture.completedFuture(PlatformAnswers.unavailable(request));
                });
  }

  private CompletableFuture<Answer> answer(Route route, Incoming.Request request) {
    Optional<DeploymentId> deployment = route.served();
    if (deployment.isEmpty()) {
      return CompletableFuture.completedFuture(SiteAnswers.building(route, request));
    }
    CompletableFuture<Resolver> manifest = manifests.find(route, deployment.get());
    if (manifest.isDone() && !manifest.isCompletedExceptionally()) {
      return CompletableFuture.completedFuture(SiteAnswers.answer(route, manifest.join(), request));
    }
    return manifest
        .copy()
        .orTimeout(MANIFEST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(resolver -> SiteAnswers.answer(route, resolver, request))
        .exceptionally(
            failure -> {
              log.atWarn()
                  .setMessage("Cannot read a manifest")
                  .addKeyValue("host", route.host())
                  .addKeyValue("deployment", deployment.get())
                  .setCause(failure)
                  .log();
              return PlatformAnswers.unavailable(request);
            });
  }
}
