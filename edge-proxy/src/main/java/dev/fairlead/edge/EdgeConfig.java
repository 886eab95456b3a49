package dev.fairlead.edge;

import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.edge.cache.RouteCacheConfig;
import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.edge.http.StrictTransport;
import dev.fairlead.edge.observation.ObservationConfig;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.rules.FieldRefusal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an edge.
 *
 * @param tls where TLS is spoken, and with which certificates; null for nowhere
 * @param redis where route hints come from; null to rely on revalidation alone
 * @param maxManifestBytes most memory of all manifests kept, about
 * @param threads event loops, at most 1,024; 0 for one each core
 * @param countryHeader a request header that the operator trusts to name the client's country (ISO
 *     3166-1 alpha-2); null for none
 * @param transport what every client that speaks TLS is told of it; null for nothing
 */
public record EdgeConfig(
    Ports ports,
    @Nullable TlsConfig tls,
    @Nullable RedisConfig redis,
    RouteCacheConfig routes,
    long maxManifestBytes,
    BlobConfig blobs,
    ConnectionConfig connections,
    int threads,
    Shutdown shutdown,
    @Nullable String countryHeader,
    @Nullable StrictTransport transport,
    ObservationConfig observation) {
  public static final int DEFAULT_PORT = 8081;
  public static final long DEFAULT_MANIFEST_BYTES = 256L << 20;

  /** More than any machine has cores; every loop takes threads, file descriptors and buffers. */
  static final int MAX_THREADS = 1_024;

  static final String COUNTRY_HEADER_EXPECTED =
      "the name of a field such as CloudFront-Viewer-Country, not one of the connection";

  private static final Pattern FIELD_NAME =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}"); // RFC 9110 §5.1

  public EdgeConfig {
    if (maxManifestBytes < 1 || threads < 0 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "maxManifestBytes: %d, threads: %d (expected: 1 or more, 0–%d)"
              .formatted(maxManifestBytes, threads, MAX_THREADS));
    }
    if (countryHeader != null) {
      countryHeader = countryHeader(countryHeader);
    }
  }

  /**
   * @throws IllegalArgumentException if no request has a field of this name that is meant for the
   *     edge
   */
  static String countryHeader(String name) {
    if (!FIELD_NAME.matcher(name).matches()
        || FieldRefusal.isOfConnection(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "country header: %s (expected: %s)".formatted(name, COUNTRY_HEADER_EXPECTED));
    }
    return name;
  }

  /**
   * Where an edge listens.
   *
   * @param address of this machine
   * @param port of the sites; 0 for any that is free
   * @param redirectPort another port that only sends clients on to {@code https}; 0 for none
   */
  public record Ports(String address, int port, int redirectPort) {
    public Ports {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port: %d (expected: 0–65535)".formatted(port));
      }
      if (redirectPort < 0 || redirectPort > 65_535 || (redirectPort > 0 && redirectPort == port)) {
        throw new IllegalArgumentException(
            "redirect port: %d (expected: 0–65535, and not %d)".formatted(redirectPort, port));
      }
    }
  }

  /**
   * How long an edge takes to end.
   *
   * @param deregistration how long new connections are still taken: a load balancer goes on sending
   *     some for a while
   * @param drain how long open answers may take after that
   */
  public record Shutdown(Duration deregistration, Duration drain) {
    public Shutdown {
      if (deregistration.isNegative() || drain.isNegative()) {
        throw new IllegalArgumentException(
            "deregistration: %s, drain: %s (expected: 0 or more)".formatted(deregistration, drain));
      }
    }
  }

  /** The defaults, listening on an address of this machine. */
  public static EdgeConfig listening(String address, int port) {
    return new EdgeConfig(
        new Ports(address, port, 0),
        null,
        null,
        RouteCacheConfig.DEFAULT,
        DEFAULT_MANIFEST_BYTES,
        BlobConfig.DEFAULT,
        ConnectionConfig.DEFAULT,
        0,
        new Shutdown(Duration.ZERO, Duration.ofSeconds(10)),
        null,
        null,
        ObservationConfig.NONE);
  }

  public EdgeConfig withTls(TlsConfig config) {
    return with(config, countryHeader, transport, observation);
  }

  public EdgeConfig withTransport(StrictTransport value) {
    return with(tls, countryHeader, value, observation);
  }

  public EdgeConfig withCountryHeader(String name) {
    return with(tls, name, transport, observation);
  }

  public EdgeConfig withObservation(ObservationConfig config) {
    return with(tls, countryHeader, transport, config);
  }

  private EdgeConfig with(
      @Nullable TlsConfig encryption,
      @Nullable String country,
      @Nullable StrictTransport value,
      ObservationConfig config) {
    return new EdgeConfig(
        ports,
        encryption,
        redis,
        routes,
        maxManifestBytes,
        blobs,
        connections,
        threads,
        shutdown,
        country,
        value,
        config);
  }

  public EdgeConfig withRedis(RedisConfig config) {
    return with(ports, config, routes, blobs, connections, shutdown);
  }

  public EdgeConfig withRedirectPort(int other) {
    Ports more = new Ports(ports.address, ports.port, other);
    return with(more, redis, routes, blobs, connections, shutdown);
  }

  public EdgeConfig withRoutes(RouteCacheConfig config) {
    return with(ports, redis, config, blobs, connections, shutdown);
  }

  public EdgeConfig withBlobs(BlobConfig config) {
    return with(ports, redis, routes, config, connections, shutdown);
  }

  public EdgeConfig withConnections(ConnectionConfig config) {
    return with(ports, redis, routes, blobs, config, shutdown);
  }

  public EdgeConfig withDeregistration(Duration grace) {
    return with(ports, redis, routes, blobs, connections, new Shutdown(grace, shutdown.drain));
  }

  public EdgeConfig withDrain(Duration patience) {
    Shutdown other = new Shutdown(shutdown.deregistration, patience);
    return with(ports, redis, routes, blobs, connections, other);
  }

  private EdgeConfig with(
      Ports otherPorts,
      @Nullable RedisConfig otherRedis,
      RouteCacheConfig otherRoutes,
      BlobConfig otherBlobs,
      ConnectionConfig otherConnections,
      Shutdown otherShutdown) {
    return new EdgeConfig(
        otherPorts,
        tls,
        otherRedis,
        otherRoutes,
        maxManifestBytes,
        otherBlobs,
        otherConnections,
        threads,
        otherShutdown,
        countryHeader,
        transport,
        observation);
  }
}
