package dev.fairlead.edge.observation;

import org.jspecify.annotations.Nullable;

/**
 * What an operator wants to know of an edge.
 *
 * @param accessLog a file, or {@link AccessLog#STANDARD_OUTPUT}; null for no access log
 * @param metricsAddress address of this machine where metrics and health are told; not one that
 *     strangers reach
 * @param metricsPort 0 for any that is free; null for none
 */
public record ObservationConfig(
    @Nullable String accessLog, String metricsAddress, @Nullable Integer metricsPort) {
  public static final String LOOPBACK = "127.0.0.1";
  public static final ObservationConfig NONE = new ObservationConfig(null, LOOPBACK, null);

  public ObservationConfig {
    if (accessLog != null && accessLog.isBlank()) {
      throw new IllegalArgumentException("access log: blank (expected: a file, or -)");
    }
    if (metricsPort != null && (metricsPort < 0 || metricsPort > 65_535)) {
      throw new IllegalArgumentException(
          "metrics port: %d (expected: 0–65535)".formatted(metricsPort));
    }
  }
}
