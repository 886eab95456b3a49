package dev.fairlead.edge;

import dev.fairlead.edge.cache.ManifestCache;
import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.Resolver;
import dev.fairlead.site.Route;
import io.netty.util.concurrent.EventExecutor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Looks for a missing asset in the deployments that a host served before: a tab opened before a
 * deploy keeps loading its chunks.
 */
final class RetainedAssets {
  private final ManifestCache manifests;
  private final InstantSource clock;

  RetainedAssets(ManifestCache manifests, InstantSource clock) {
    this.manifests = manifests;
    this.clock = clock;
  }

  /**
   * Calls one of the two, on the loop; at once if all manifests are at hand.
   *
   * @return false if nothing is retained; then neither is called
   */
  boolean find(
      Route route,
      Missing missing,
      EventExecutor loop,
      BiConsumer<Resolver, Serve> found,
      Runnable none) {
    if (route.retained().isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    List<Route.Retained> earlier =
        route.retained().stream().filter(one -> one.until().isAfter(now)).toList();
    next(route, missing, earlier.iterator(), loop, found, none);
    return true;
  }

  private void next(
      Route route,
      Missing missing,
      Iterator<Route.Retained> earlier,
      EventExecutor loop,
      BiConsumer<Resolver, Serve> found,
      Runnable none) {
    while (earlier.hasNext()) {
      CompletableFuture<Resolver> manifest =
          manifests.findRetained(route, earlier.next().deployment());
      if (!manifest.isDone()) {
        manifest.whenCompleteAsync(
            (resolver, failure) -> {
              if (failure != null || !offer(resolver, missing, found)) {
                next(route, missing, earlier, loop, found, none);
              }
            },
            loop);
        return;
      }
      // A deployment that has been collected since is no reason to fail.
      if (!manifest.isCompletedExceptionally() && offer(manifest.join(), missing, found)) {
        return;
      }
    }
    none.run();
  }

  private static boolean offer(
      Resolver resolver, Missing missing, BiConsumer<Resolver, Serve> found) {
    Optional<Serve> serve = resolver.retainedAsset(missing);
    serve.ifPresent(one -> found.accept(resolver, one));
    return serve.isPresent();
  }
}
