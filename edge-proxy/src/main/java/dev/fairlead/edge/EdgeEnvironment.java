package dev.fairlead.edge;

import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.edge.cache.RouteCacheConfig;
import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.edge.http.StrictTransport;
import dev.fairlead.edge.observation.AccessLog;
import dev.fairlead.edge.observation.ObservationConfig;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.s3.S3StorageConfig;
import io.netty.util.internal.PlatformDependent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says of an edge that runs by itself.
 *
 * <p>{@code FAIRLEAD_EDGE_HOST} (0.0.0.0), {@code FAIRLEAD_EDGE_PORT} (8081), {@code
 * FAIRLEAD_EDGE_REDIRECT_PORT} (0: none), {@code FAIRLEAD_REDIS_URL} with the others of {@link
 * RedisConfig#fromEnvironment} (none: routes are revalidated only), {@code
 * FAIRLEAD_EDGE_BLOB_CACHE_BYTES} (268435456, or what Java has room for), {@code
 * FAIRLEAD_EDGE_MANIFEST_CACHE_BYTES} (268435456, or a third of the heap), {@code
 * FAIRLEAD_EDGE_DISK_CACHE} (a folder; none: a temporary one), {@code
 * FAIRLEAD_EDGE_DISK_CACHE_BYTES} (4294967296; of a temporary one 1073741824), {@code
 * FAIRLEAD_EDGE_MAX_CONNECTIONS} (10000), {@code FAIRLEAD_EDGE_MAX_CONNECTIONS_PER_ADDRESS} (1000,
 * or a tenth of all), {@code FAIRLEAD_EDGE_THREADS} (0: one each core), {@code
 * FAIRLEAD_EDGE_COUNTRY_HEADER} (none), {@code FAIRLEAD_EDGE_DEREGISTRATION} (PT0S), {@code
 * FAIRLEAD_EDGE_DRAIN} (PT10S), {@code FAIRLEAD_EDGE_HSTS} (none), {@code FAIRLEAD_EDGE_ACCESS_LOG}
 * (none), {@code FAIRLEAD_EDGE_METRICS_PORT} (none), {@code FAIRLEAD_EDGE_METRICS_HOST}
 * (127.0.0.1), {@code FAIRLEAD_EDGE_TLS_CERTIFICATES} (none: no TLS), {@code
 * FAIRLEAD_EDGE_TLS_PORT} (8443), and those of {@link S3StorageConfig#fromEnvironment}.
 */
record EdgeEnvironment(EdgeConfig edge, S3StorageConfig storage) {
  private static final long DEFAULT_DISK_BYTES = 4L << 30;

  /** So many blobs find room in memory, however large they are: one must not displace all. */
  private static final int LEAST_IN_MEMORY = 16;

  private static final long MOST_BYTES = 1L << 50;
  private static final int MOST_CONNECTIONS = 10_000_000;
  private static final int LAST_PORT = 65_535;

  /** What connections take outside the heap: their buffers, and files on their way to clients. */
  private static final long BESIDE_BLOBS = 64 << 20;

  private static final String BLOB_CACHE_BYTES = "FAIRLEAD_EDGE_BLOB_CACHE_BYTES";
  private static final String MANIFEST_CACHE_BYTES = "FAIRLEAD_EDGE_MANIFEST_CACHE_BYTES";
  private static final String PORT = "FAIRLEAD_EDGE_PORT";
  private static final String REDIRECT_PORT = "FAIRLEAD_EDGE_REDIRECT_PORT";
  private static final String TLS_PORT = "FAIRLEAD_EDGE_TLS_PORT";
  private static final String TLS_CERTIFICATES = "FAIRLEAD_EDGE_TLS_CERTIFICATES";
  private static final String ACCESS_LOG = "FAIRLEAD_EDGE_ACCESS_LOG";
  private static final String METRICS_PORT = "FAIRLEAD_EDGE_METRICS_PORT";

  /**
   * Reads everything, and looks whether the folders and files that are named can be there.
   *
   * @throws IllegalArgumentException that names every variable that is missing or wrong
   */
  static EdgeEnvironment read(Map<String, String> environment) {
    return read(environment, PlatformDependent.maxDirectMemory());
  }

  /**
   * The same for a Java of some size.
   *
   * @param directMemory most bytes that it may have outside its heap
   */
  static EdgeEnvironment read(Map<String, String> environment, long directMemory) {
    Variables variables = new Variables(environment);
    EdgeConfig.Ports ports = ports(variables);
    TlsConfig tls = tls(variables, ports);
    RedisConfig redis =
        variables.text("FAIRLEAD_REDIS_URL") == null
            ? null
            : variables.part(() -> RedisConfig.fromEnvironment(environment));
    long manifests = manifestMemory(variables);
    BlobConfig blobs = blobs(variables, directMemory);
    ConnectionConfig connections = connections(variables);
    int threads = variables.integer("FAIRLEAD_EDGE_THREADS", 0, 0, EdgeConfig.MAX_THREADS);
    EdgeConfig.Shutdown shutdown = shutdown(variables);
    String country =
        variables.parsed(
            "FAIRLEAD_EDGE_COUNTRY_HEADER",
            EdgeConfig.COUNTRY_HEADER_EXPECTED,
            EdgeConfig::countryHeader);
    StrictTransport transport =
        variables.parsed("FAIRLEAD_EDGE_HSTS", StrictTransport.EXPECTED, StrictTransport::of);
    ObservationConfig observation = observation(variables, ports, tls);
    S3StorageConfig storage = variables.part(() -> S3StorageConfig.fromEnvironment(environment));
    variables.check();
    EdgeConfig edge =
        new EdgeConfig(
            ports,
            tls,
            redis,
            RouteCacheConfig.DEFAULT,
            manifests,
            blobs,
            connections,
            threads,
            shutdown,
            country,
            transport,
            observation);
    return new EdgeEnvironment(edge, Objects.requireNonNull(storage));
  }

  private static EdgeConfig.Ports ports(Variables variables) {
    String address = variables.address("FAIRLEAD_EDGE_HOST", "0.0.0.0");
    int port = variables.integer(PORT, EdgeConfig.DEFAULT_PORT, 0, LAST_PORT);
    int redirect = variables.integer(REDIRECT_PORT, 0, 0, LAST_PORT);
    if (redirect > 0 && redirect == port) {
      variables.wrong(REDIRECT_PORT, "another port than that of " + PORT);
      redirect = 0;
    }
    return new EdgeConfig.Ports(address, port, redirect);
  }

  private static @Nullable TlsConfig tls(Variables variables, EdgeConfig.Ports ports) {
    Path certificates = variables.folder(TLS_CERTIFICATES);
    int port = variables.integer(TLS_PORT, TlsConfig.DEFAULT_PORT, 0, LAST_PORT);
    if (certificates == null) {
      if (variables.text(TLS_PORT) != null) {
        variables.wrong(TLS_CERTIFICATES, "a folder, since %s is set".formatted(TLS_PORT));
      }
      return null;
    }
    if (port > 0 && (port == ports.port() || port == ports.redirectPort())) {
      variables.wrong(
          TLS_PORT,
          "%d unless set, and another port than those of %s and %s"
              .formatted(TlsConfig.DEFAULT_PORT, PORT, REDIRECT_PORT));
    }
    return TlsConfig.of(certificates, port);
  }

  private static BlobConfig blobs(Variables variables, long directMemory) {
    BlobConfig defaults = BlobConfig.DEFAULT;
    long memory = blobMemory(variables, directMemory);
    int largest = (int) Math.min(memory / LEAST_IN_MEMORY, defaults.largestInMemory());
    Path folder = variables.newFolder("FAIRLEAD_EDGE_DISK_CACHE");
    long disk =
        variables.number(
            "FAIRLEAD_EDGE_DISK_CACHE_BYTES",
            folder == null ? BlobConfig.Disk.TEMPORARY_BYTES : DEFAULT_DISK_BYTES,
            1,
            MOST_BYTES);
    return new BlobConfig(
        memory,
        largest,
        folder == null ? BlobConfig.Disk.temporary(disk) : BlobConfig.Disk.of(folder, disk));
  }

  /** At least half of the heap is left to routes, requests and manifests that are being read. */
  private static long manifestMemory(Variables variables) {
    long heap = Runtime.getRuntime().maxMemory();
    long most = heap / 2;
    long memory =
        variables.number(
            MANIFEST_CACHE_BYTES,
            Math.min(EdgeConfig.DEFAULT_MANIFEST_BYTES, heap / 3),
            1,
            MOST_BYTES);
    if (memory > most) {
      variables.wrong(
          MANIFEST_CACHE_BYTES,
          "1–%d, half of the heap of this Java, which has %d bytes: -Xmx".formatted(most, heap));
    }
    return memory;
  }

  /** Without room for buffers nothing could be sent any more once the cache is full. */
  private static long blobMemory(Variables variables, long directMemory) {
    long most = Math.max(directMemory / 2, directMemory - BESIDE_BLOBS);
    long memory =
        variables.number(
            BLOB_CACHE_BYTES, Math.min(BlobConfig.DEFAULT.memoryBytes(), most), 0, MOST_BYTES);
    if (memory > most) {
      variables.wrong(
          BLOB_CACHE_BYTES,
          "0–%d, since this Java may have %d bytes outside its heap: -XX:MaxDirectMemorySize"
              .formatted(most, directMemory));
    }
    return memory;
  }

  private static ConnectionConfig connections(Variables variables) {
    ConnectionConfig defaults = ConnectionConfig.DEFAULT;
    int all =
        variables.integer(
            "FAIRLEAD_EDGE_MAX_CONNECTIONS", defaults.maxConnections(), 1, MOST_CONNECTIONS);
    int perAddress =
        variables.integer(
            "FAIRLEAD_EDGE_MAX_CONNECTIONS_PER_ADDRESS",
            Math.min(Math.max(1, all / 10), defaults.maxConnectionsPerAddress()),
            1,
            MOST_CONNECTIONS);
    return defaults.withMaxConnections(all, perAddress);
  }

  private static EdgeConfig.Shutdown shutdown(Variables variables) {
    return new EdgeConfig.Shutdown(
        variables.duration("FAIRLEAD_EDGE_DEREGISTRATION", Duration.ZERO),
        variables.duration("FAIRLEAD_EDGE_DRAIN", Duration.ofSeconds(10)));
  }

  private static ObservationConfig observation(
      Variables variables, EdgeConfig.Ports ports, @Nullable TlsConfig tls) {
    String accessLog = variables.text(ACCESS_LOG);
    if (accessLog != null && !accessLog.equals(AccessLog.STANDARD_OUTPUT)) {
      var unused = variables.newFile(ACCESS_LOG);
    }
    String host = variables.address("FAIRLEAD_EDGE_METRICS_HOST", ObservationConfig.LOOPBACK);
    if (variables.text(METRICS_PORT) == null) {
      return new ObservationConfig(accessLog, host, null);
    }
    int port = variables.integer(METRICS_PORT, 0, 0, LAST_PORT);
    boolean taken = port == ports.port() || port == ports.redirectPort();
    if (port > 0 && (taken || (tls != null && port == tls.port()))) {
      variables.wrong(
          METRICS_PORT,
          "another port than those of %s, %s and %s".formatted(PORT, REDIRECT_PORT, TLS_PORT));
    }
    return new ObservationConfig(accessLog, host, port);
  }
}
