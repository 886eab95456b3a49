package dev.fairlead.edge.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.Resolver;
import dev.fairlead.site.Route;
import dev.fairlead.site.SiteStorage;
import dev.fairlead.site.StorageRegion;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Manifests, compiled. A manifest never changes, so a kept one is right forever; a failed read is
 * not kept. Concurrent requests for one manifest share one read.
 */
public final class ManifestCache {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration ABSENT_FOR = Duration.ofSeconds(30);
  private static final int MAX_ABSENT = 10_000;

  private record Key(StorageRegion region, ProjectId project, DeploymentId deployment) {}

  private final SiteStorage storage;
  private final SharedReads<Key, Resolver> reads;
  private final Cache<Key, Resolver> resolvers;

  /** Those of which the store has said that there is none, or none that can be read. */
  private final Cache<Key, Boolean> absent =
      Caffeine.newBuilder().maximumSize(MAX_ABSENT).expireAfterWrite(ABSENT_FOR).build();

  /**
   * @param maxBytes most memory of all kept manifests together, about
   * @param blocking runs reads of the store
   */
  public ManifestCache(SiteStorage storage, long maxBytes, Executor blocking) {
    this.storage = storage;
    this.reads = new SharedReads<>(blocking);
    this.resolvers =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(maxBytes)
            .weigher(
                (Key key, Resolver resolver) ->
                    // One that is larger than all may be is kept by itself, not read each time.
                    (int) Math.min(Math.min(Integer.MAX_VALUE, maxBytes), resolver.memoryBytes()))
            .build();
  }

  /**
   * The compiled manifest of a deployment of the route's project; fails with an {@link IOException}
   * if it cannot be had.
   */
  public CompletableFuture<Resolver> find(Route route, DeploymentId deployment) {
    Key key = new Key(route.storedIn(), route.project(), deployment);
    Resolver kept = resolvers.getIfPresent(key);
    return kept == null
        ? reads.read(key, () -> read(key))
        : CompletableFuture.completedFuture(kept);
  }

  /** As {@link #find}, but waits for the store no longer than a client would. */
  public CompletableFuture<Resolver> findWithPatience(Route route, DeploymentId deployment) {
    CompletableFuture<Resolver> found = find(route, deployment);
    return found.isDone()
        ? found
        : found.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** About how many manifests are kept. */
  public long size() {
    return resolvers.estimatedSize();
  }

  /**
   * As {@link #find}, of a deployment that is only retained: one of which the store says that there
   * is none is not looked for again for a while, for every request that misses anything would look.
   *
   * @param patience longest wait for the store; 0 or less to take only what is at hand
   */
  public CompletableFuture<Resolver> findRetained(
      Route route, DeploymentId deployment, Duration patience) {
    Key key = new Key(route.storedIn(), route.project(), deployment);
    Resolver kept = resolvers.getIfPresent(key);
    if (kept != null) {
      return CompletableFuture.completedFuture(kept);
    }
    if (absent.getIfPresent(key) != null) {
      return CompletableFuture.failedFuture(new FileNotFoundException("not there a moment ago"));
    }
    if (!patience.isPositive()) {
      return CompletableFuture.failedFuture(new TimeoutException("no time is left to look for it"));
    }
    return reads
        .read(key, () -> read(key))
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Resolver read(Key key) throws IOException {
    Resolver resolver;
    try {
      resolver =
          storage
              .manifests(key.region)
              .findResolver(key.project, key.deployment)
              .orElseThrow(
                  () ->
                      new FileNotFoundException(
                          "no manifest of deployment %s of project %s"
                              .formatted(key.deployment, key.project)));
    } catch (FileNotFoundException | InvalidDocumentException e) {
      absent.put(key, Boolean.TRUE);
      throw e;
    }
    resolvers.put(key, resolver);
    return resolver;
  }
}
