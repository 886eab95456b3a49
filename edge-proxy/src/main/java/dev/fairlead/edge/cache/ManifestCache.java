package dev.fairlead.edge.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Manifest;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.Resolver;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Manifests, compiled. A manifest never changes, so a kept one is right forever; a failed read is
 * not kept. Concurrent requests for one manifest share one read.
 */
public final class ManifestCache {
  /** What a manifest without files weighs, in files. */
  private static final int EMPTY_WEIGHT = 16;

  private record Key(ProjectId project, DeploymentId deployment) {}

  private final ManifestStore store;
  private final Executor blocking;
  private final AsyncCache<Key, Resolver> resolvers;

  /**
   * @param maxFiles most files of all kept manifests together
   * @param blocking runs reads of the store
   */
  public ManifestCache(ManifestStore store, long maxFiles, Executor blocking) {
    this.store = store;
    this.blocking = blocking;
    this.resolvers =
        Caffeine.newBuilder()
            .maximumWeight(maxFiles)
            .weigher(
                (Key key, Resolver resolver) -> resolver.manifest().files().size() + EMPTY_WEIGHT)
            .buildAsync();
  }

  /** The compiled manifest; fails with an {@link IOException} if it cannot be had. */
  public CompletableFuture<Resolver> find(ProjectId project, DeploymentId deployment) {
    return resolvers.get(
        new Key(project, deployment),
        (key, executor) -> CompletableFuture.supplyAsync(() -> read(key), blocking));
  }

  private Resolver read(Key key) {
    try {
      Manifest manifest =
          store
              .find(key.project, key.deployment)
              .orElseThrow(
                  () ->
                      new FileNotFoundException(
                          "no manifest of deployment %s of project %s"
                              .formatted(key.deployment, key.project)));
      return new Resolver(manifest);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
