package dev.fairlead.edge;

import dev.fairlead.edge.cache.ManifestCache;
import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.Resolver;
import dev.fairlead.site.Route;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a missing asset in the deployments that a host served before: a tab opened before a
 * deploy keeps loading its chunks.
 */
final class RetainedAssets {
  private final ManifestCache manifests;
  private final InstantSource clock;
  private final Duration patience;

  /**
   * @param patience longest wait of a request for the store, for all manifests together; after it
   *     only those at hand are looked into
   */
  RetainedAssets(ManifestCache manifests, InstantSource clock, Duration patience) {
    this.manifests = manifests;
    this.clock = clock;
    this.patience = patience;
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
    new Search(route, missing, loop, found, none).next();
    return true;
  }

  /** Looks into one deployment after the other, the newest first. */
  private final class Search {
    private final Route route;
    private final Missing missing;
    private final EventExecutor loop;
    private final BiConsumer<Resolver, Serve> found;
    private final Runnable none;
    private final Iterator<Route.Retained> earlier;
    private final long begun = System.nanoTime();

    Search(
        Route route,
        Missing missing,
        EventExecutor loop,
        BiConsumer<Resolver, Serve> found,
        Runnable none) {
      this.route = route;
      this.missing = missing;
      this.loop = loop;
      this.found = found;
      this.none = none;
      Instant now = clock.instant();
      List<Route.Retained> still =
          route.retained().stream().filter(one -> one.until().isAfter(now)).toList();
      this.earlier = still.iterator();
    }

    void next() {
      while (earlier.hasNext()) {
        CompletableFuture<Resolver> manifest =
            manifests.findRetained(route, earlier.next().deployment(), timeLeft());
        if (!manifest.isDone()) {
          manifest.whenCompleteAsync(this::looked, loop);
          return;
        }
        // A deployment that has been collected since is no reason to fail.
        if (!manifest.isCompletedExceptionally() && offer(manifest.join())) {
          return;
        }
      }
      none.run();
    }

    private void looked(@Nullable Resolver resolver, @Nullable Throwable failure) {
      if (resolver == null || !offer(resolver)) {
        next();
      }
    }

    private Duration timeLeft() {
      return patience.minusNanos(System.nanoTime() - begun);
    }

    private boolean offer(Resolver resolver) {
      Optional<Serve> serve = resolver.retainedAsset(missing);
      serve.ifPresent(one -> found.accept(resolver, one));
      return serve.isPresent();
    }
  }
}
