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
 * @param redirectPort another port that only sends clients on to {@code https}; 0 for none
 * @param redis where route hints come from; null to rely on revalidation alone
 * @param maxManifestFiles most files of all manifests kept in memory
 * @param threads event loops; 0 for one each core
 * @param deregistration how long new connections are still taken when the edge is closed: a load
 *     balancer goes on sending some for a while
 * @param drain how long open answers may take after that
 */
public record EdgeConfig(
    String address,
    int port,
    int redirectPort,
    @Nullable RedisConfig redis,
    RouteCacheConfig routes,
    long maxManifestFiles,
    BlobCacheConfig blobs,
    ConnectionConfig connections,
    int threads,
    Duration deregistration,
    Duration drain) {
  public static final int DEFAULT_PORT = 8081;
  public static final long DEFAULT_MANIFEST_FILES = 1_000_000;

  public EdgeConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: %d (expected: 0–65535)".formatted(port));
    }
    if (redirectPort < 0 || redirectPort > 65_535 || (redirectPort > 0 && redirectPort == port)) {
      throw new IllegalArgumentException(
          "redirect port: %d (expected: 0–65535, and not %d)".formatted(redirectPort, port));
    }
    if (maxManifestFiles < 1 || threads < 0 || deregistration.isNegative() || drain.isNegative()) {
      throw new IllegalArgumentException(
          "maxManifestFiles: %d, threads: %d, deregistration: %s, drain: %s (expected: 1 or more, the others 0 or more)"
              .formatted(maxManifestFiles, threads, deregistration, drain));
    }
  }

  /** The defaults, listening on an address of this machine. */
  public static EdgeConfig listening(String address, int port) {
    return new EdgeConfig(
        address,
        port,
        0,
        null,
        RouteCacheConfig.DEFAULT,
        DEFAULT_MANIFEST_FILES,
        BlobCacheConfig.DEFAULT,
        ConnectionConfig.DEFAULT,
        0,
        Duration.ZERO,
        Duration.ofSeconds(10));
  }

  public EdgeConfig withRedis(RedisConfig config) {
    return new EdgeConfig(
        address,
        port,
        redirectPort,
        config,
        routes,
        maxManifestFiles,
        blobs,
        connections,
        threads,
        deregistration,
        drain);
  }

  public EdgeConfig withRedirectPort(int other) {
    return new EdgeConfig(
        address,
        port,
        other,
        redis,
        routes,
        maxManifestFiles,
        blobs,
        connections,
        threads,
        deregistration,
        drain);
  }

  public EdgeConfig withRoutes(RouteCacheConfig config) {
    return new EdgeConfig(
        address,
        port,
        redirectPort,
        redis,
        config,
        maxManifestFiles,
        blobs,
        connections,
        threads,
        deregistration,
        drain);
  }

  public EdgeConfig withBlobs(BlobCacheConfig config) {
    return new EdgeConfig(
        address,
        port,
        redirectPort,
        redis,
        routes,
        maxManifestFiles,
        config,
        connections,
        threads,
        deregistration,
        drain);
  }

  public EdgeConfig withConnections(ConnectionConfig config) {
    return new EdgeConfig(
        address,
        port,
        redirectPort,
        redis,
        routes,
        maxManifestFiles,
        blobs,
        config,
        threads,
        deregistration,
        drain);
  }

  public EdgeConfig withDrain(Duration patience) {
    return new EdgeConfig(
        address,
        port,
        redirectPort,
        redis,
        routes,
        maxManifestFiles,
        blobs,
        connections,
        threads,
        deregistration,
        patience);
  }

  public EdgeConfig withDeregistration(Duration grace) {
    return new EdgeConfig(
        address,
        port,
        redirectPort,
        redis,
        routes,
        maxManifestFiles,
        blobs,
        connections,
        threads,
        grace,
        drain);
  }
}
