package dev.fairlead.edge;

import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.edge.cache.RouteCacheConfig;
import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.edge.http.StrictTransport;
import dev.fairlead.edge.observation.ObservationConfig;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.s3.S3StorageConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says of an edge that runs by itself.
 *
 * <p>{@code FAIRLEAD_EDGE_HOST} (0.0.0.0), {@code FAIRLEAD_EDGE_PORT} (8081), {@code
 * FAIRLEAD_EDGE_REDIRECT_PORT} (0: none), {@code FAIRLEAD_REDIS_URL} with the others of {@link
 * RedisConfig#fromEnvironment} (none: routes are revalidated only), {@code
 * FAIRLEAD_EDGE_BLOB_CACHE_BYTES} (268435456), {@code FAIRLEAD_EDGE_MANIFEST_CACHE_FILES}
 * (1000000), {@code FAIRLEAD_EDGE_DISK_CACHE} (a folder; none: no disk tier), {@code
 * FAIRLEAD_EDGE_DISK_CACHE_BYTES} (4294967296), {@code FAIRLEAD_EDGE_MAX_CONNECTIONS} (10000),
 * {@code FAIRLEAD_EDGE_MAX_CONNECTIONS_PER_ADDRESS} (1000), {@code FAIRLEAD_EDGE_THREADS} (0: one
 * each core), {@code FAIRLEAD_EDGE_COUNTRY_HEADER} (none), {@code FAIRLEAD_EDGE_DEREGISTRATION}
 * (PT0S), {@code FAIRLEAD_EDGE_DRAIN} (PT10S), {@code FAIRLEAD_EDGE_HSTS} (none), {@code
 * FAIRLEAD_EDGE_ACCESS_LOG} (none), {@code FAIRLEAD_EDGE_METRICS_PORT} (none), {@code
 * FAIRLEAD_EDGE_METRICS_HOST} (127.0.0.1), those of {@link TlsConfig#fromEnvironment}, and those of
 * {@link S3StorageConfig#fromEnvironment}.
 */
record EdgeEnvironment(EdgeConfig edge, S3StorageConfig storage) {
  private static final long DEFAULT_DISK_BYTES = 4L << 30;

  /**
   * Reads everything.
   *
   * @throws IllegalArgumentException that names every variable that is missing or wrong
   */
  static EdgeEnvironment read(Map<String, String> environment) {
    Reader reader = new Reader(environment);
    EdgeConfig edge = reader.edge();
    S3StorageConfig storage =
        reader.attempt(() -> S3StorageConfig.fromEnvironment(environment), null);
    if (!reader.problems.isEmpty() || edge == null || storage == null) {
      throw new IllegalArgumentException(String.join("\n", reader.problems));
    }
    return new EdgeEnvironment(edge, storage);
  }

  private static final class Reader {
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    @Nullable EdgeConfig edge() {
      ConnectionConfig connections = ConnectionConfig.DEFAULT;
      String host = environment.getOrDefault("FAIRLEAD_EDGE_HOST", "0.0.0.0");
      int port = value("FAIRLEAD_EDGE_PORT", EdgeConfig.DEFAULT_PORT, Integer::parseInt);
      int redirectPort = value("FAIRLEAD_EDGE_REDIRECT_PORT", 0, Integer::parseInt);
      RedisConfig redis =
          environment.containsKey("FAIRLEAD_REDIS_URL")
              ? attempt(() -> RedisConfig.fromEnvironment(environment), null)
              : null;
      TlsConfig tls = attempt(() -> TlsConfig.fromEnvironment(environment), null);
      long blobBytes =
          value(
              "FAIRLEAD_EDGE_BLOB_CACHE_BYTES", BlobConfig.DEFAULT.memoryBytes(), Long::parseLong);
      long manifestFiles =
          value(
              "FAIRLEAD_EDGE_MANIFEST_CACHE_FILES",
              EdgeConfig.DEFAULT_MANIFEST_FILES,
              Long::parseLong);
      int maxConnections =
          value("FAIRLEAD_EDGE_MAX_CONNECTIONS", connections.maxConnections(), Integer::parseInt);
      int maxPerAddress =
          value(
              "FAIRLEAD_EDGE_MAX_CONNECTIONS_PER_ADDRESS",
              Math.min(maxConnections, connections.maxConnectionsPerAddress()),
              Integer::parseInt);
      int threads = value("FAIRLEAD_EDGE_THREADS", 0, Integer::parseInt);
      String folder = environment.get("FAIRLEAD_EDGE_DISK_CACHE");
      long diskBytes = value("FAIRLEAD_EDGE_DISK_CACHE_BYTES", DEFAULT_DISK_BYTES, Long::parseLong);
      Duration deregistration =
          value("FAIRLEAD_EDGE_DEREGISTRATION", Duration.ZERO, Duration::parse);
      Duration drain = value("FAIRLEAD_EDGE_DRAIN", Duration.ofSeconds(10), Duration::parse);
      String hsts = environment.get("FAIRLEAD_EDGE_HSTS");
      StrictTransport transport =
          hsts == null ? null : attempt(() -> StrictTransport.of(hsts), null);
      ObservationConfig observation = observation();
      return attempt(
          () ->
              new EdgeConfig(
                  new EdgeConfig.Ports(host, port, redirectPort),
                  tls,
                  redis,
                  RouteCacheConfig.DEFAULT,
                  manifestFiles,
                  new BlobConfig(
                      blobBytes,
                      (int) Math.min(blobBytes, BlobConfig.DEFAULT.largestInMemory()),
                      folder == null ? null : BlobConfig.Disk.of(Path.of(folder), diskBytes)),
                  connections.withMaxConnections(maxConnections, maxPerAddress),
                  threads,
                  new EdgeConfig.Shutdown(deregistration, drain),
                  environment.get("FAIRLEAD_EDGE_COUNTRY_HEADER"),
                  transport,
                  observation),
          null);
    }

    private ObservationConfig observation() {
      String accessLog = environment.get("FAIRLEAD_EDGE_ACCESS_LOG");
      String host =
          environment.getOrDefault("FAIRLEAD_EDGE_METRICS_HOST", ObservationConfig.LOOPBACK);
      String text = environment.get("FAIRLEAD_EDGE_METRICS_PORT");
      Integer port =
          text == null ? null : value("FAIRLEAD_EDGE_METRICS_PORT", 9_091, Integer::valueOf);
      return attempt(() -> new ObservationConfig(accessLog, host, port), ObservationConfig.NONE);
    }

    private <T> T value(String name, T fallback, Function<String, T> parser) {
      String text = environment.get(name);
      if (text == null) {
        return fallback;
      }
      try {
        return parser.apply(text);
      } catch (RuntimeException e) {
        problems.add("%s: %s (expected: a value such as %s)".formatted(name, text, fallback));
        return fallback;
      }
    }

    private <T extends @Nullable Object> T attempt(Supplier<T> maker, T fallback) {
      try {
        return maker.get();
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
        return fallback;
      }
    }
  }
}
