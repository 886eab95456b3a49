package dev.fairlead.edge;

import dev.fairlead.edge.cache.BlobCacheConfig;
import dev.fairlead.edge.cache.RouteCacheConfig;
import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.redis.RedisConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an edge.
 *
 * @param address to listen on
 * @param port to listen on; 0 for any that is free
 * @param redis where route hints come from; null to rely on revalidation alone
 * @param maxManifestFiles most files of all manifests kept in memory
 * @param threads event loops; 0 for one each core
 * @param drain how long open answers may take when the edge is closed
 */
public record EdgeConfig(
    String address,
    int port,
    @Nullable RedisConfig redis,
    RouteCacheConfig routes,
    long maxManifestFiles,
    BlobCacheConfig blobs,
    ConnectionConfig connections,
    int threads,
    Duration drain) {
  public static final int DEFAULT_PORT = 8081;
  public static final long DEFAULT_MANIFEST_FILES = 1_000_000;

  public EdgeConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: %d (expected: 0–65535)".formatted(port));
    }
    if (maxManifestFiles < 1 || threads < 0 || drain.isNegative()) {
      throw new IllegalArgumentException(
          "maxManifestFiles: %d, threads: %d, drain: %s (expected: 1 or more, 0 or more, 0 or more)"
              .formatted(maxManifestFiles, threads, drain));
    }
  }

  /** The defaults, listening on an address of this machine. */
  public static EdgeConfig listening(String address, int port) {
    return new EdgeConfig(
        address,
        port,
        null,
        RouteCacheConfig.DEFAULT,
        DEFAULT_MANIFEST_FILES,
        BlobCacheConfig.DEFAULT,
        ConnectionConfig.DEFAULT,
        0,
        Duration.ofSeconds(10));
  }

  public EdgeConfig withRedis(RedisConfig config) {
    return new EdgeConfig(
        address, port, config, routes, maxManifestFiles, blobs, connections, threads, drain);
  }

  public EdgeConfig withRoutes(RouteCacheConfig config) {
    return new EdgeConfig(
        address, port, redis, config, maxManifestFiles, blobs, connections, threads, drain);
  }

  public EdgeConfig withBlobs(BlobCacheConfig config) {
    return new EdgeConfig(
        address, port, redis, routes, maxManifestFiles, config, connections, threads, drain);
  }

  public EdgeConfig withConnections(ConnectionConfig config) {
    return new EdgeConfig(
        address, port, redis, routes, maxManifestFiles, blobs, config, threads, drain);
  }

  public EdgeConfig withDrain(Duration patience) {
    return new EdgeConfig(
        address, port, redis, routes, maxManifestFiles, blobs, connections, threads, patience);
  }
}
