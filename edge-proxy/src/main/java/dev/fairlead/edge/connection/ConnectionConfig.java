package dev.fairlead.edge.connection;

import java.time.Duration;

/**
 * What one client may do.
 *
 * @param maxRequestLine longest request line, in bytes
 * @param maxHeaders most bytes of all header fields of a request
 * @param headTimeout from the first byte of a request head to its last
 * @param idleTimeout longest time in which nothing is read and nothing is written
 * @param maxConnections most open connections of this edge
 */
public record ConnectionConfig(
    int maxRequestLine,
    int maxHeaders,
    Duration headTimeout,
    Duration idleTimeout,
    int maxConnections) {

  public static final ConnectionConfig DEFAULT =
      new ConnectionConfig(
          8 << 10, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(60), 10_000);

  public ConnectionConfig {
    if (maxRequestLine < 1 || maxHeaders < 1 || maxConnections < 1) {
      throw new IllegalArgumentException(
          "maxRequestLine: %d, maxHeaders: %d, maxConnections: %d (expected: 1 or more)"
              .formatted(maxRequestLine, maxHeaders, maxConnections));
    }
    if (!headTimeout.isPositive() || !idleTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "headTimeout: %s, idleTimeout: %s (expected: more than 0)"
              .formatted(headTimeout, idleTimeout));
    }
  }
}
