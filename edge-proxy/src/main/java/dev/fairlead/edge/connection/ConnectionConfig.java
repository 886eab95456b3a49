package dev.fairlead.edge.connection;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * What clients may do.
 *
 * @param maxRequestLine longest request line, in bytes
 * @param maxHeaders most bytes of all header fields of a request
 * @param headTimeout from the first byte of a request head to its last
 * @param idleTimeout longest time in which nothing is read and nothing is written
 * @param slowReadWindow time in which a client that is sent something must take {@code
 *     slowReadBytes}
 * @param slowReadBytes fewest bytes that a client takes in {@code slowReadWindow}
 * @param maxConnections most open connections of this edge
 * @param maxConnectionsPerAddress most open connections of one client address
 */
public record ConnectionConfig(
    int maxRequestLine,
    int maxHeaders,
    Duration headTimeout,
    Duration idleTimeout,
    Duration slowReadWindow,
    int slowReadBytes,
    int maxConnections,
    int maxConnectionsPerAddress) {

  public static final ConnectionConfig DEFAULT =
      new ConnectionConfig(
          8 << 10,
          16 << 10,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          20 << 10,
          10_000,
          1_000);

  /** No time limit is looked at less often. */
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

  public ConnectionConfig {
    if (maxRequestLine < 1 || maxHeaders < 1 || slowReadBytes < 1) {
      throw new IllegalArgumentException(
          "maxRequestLine: %d, maxHeaders: %d, slowReadBytes: %d (expected: 1 or more)"
              .formatted(maxRequestLine, maxHeaders, slowReadBytes));
    }
    if (maxConnections < 1 || maxConnectionsPerAddress < 1) {
      throw new IllegalArgumentException(
          "maxConnections: %d, maxConnectionsPerAddress: %d (expected: 1 or more)"
              .formatted(maxConnections, maxConnectionsPerAddress));
    }
    if (!headTimeout.isPositive() || !idleTimeout.isPositive() || !slowReadWindow.isPositive()) {
      throw new IllegalArgumentException(
          "headTimeout: %s, idleTimeout: %s, slowReadWindow: %s (expected: more than 0)"
              .formatted(headTimeout, idleTimeout, slowReadWindow));
    }
  }

  /** How often connections are looked at: often enough for the shortest of the limits. */
  public Duration tick() {
    Duration shortest =
        Stream.of(headTimeout, idleTimeout, slowReadWindow).min(Duration::compareTo).orElseThrow();
    Duration quarter = shortest.dividedBy(4).plusMillis(1);
    return quarter.compareTo(LONGEST_TICK) < 0 ? quarter : LONGEST_TICK;
  }

  /**
   * Whether an address is one client. One that may have all connections is taken to be that of a
   * load balancer, which hides its clients.
   */
  public boolean addressesAreClients() {
    return maxConnectionsPerAddress < maxConnections;
  }

  public ConnectionConfig withMaxConnections(int all, int perAddress) {
    return new ConnectionConfig(
        maxRequestLine,
        maxHeaders,
        headTimeout,
        idleTimeout,
        slowReadWindow,
        slowReadBytes,
        all,
        perAddress);
  }
}
