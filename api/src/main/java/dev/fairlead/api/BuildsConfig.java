package dev.fairlead.api;

import dev.fairlead.build.protocol.BuildLimits;
import java.time.Duration;

/**
 * How builds are run.
 *
 * @param concurrency most builds at a time, 1 or more
 * @param lease how long a build may be silent before it is taken for lost, 5 s or more
 * @param maxAttempts how often a deployment is tried whose build is lost, 1 or more
 * @param allowLocalRepositories whether {@code http:} and {@code file:} repositories and hosts on
 *     loopback are allowed; only where the operator is the only user
 * @param limits bounds of each build
 */
public record BuildsConfig(
    int concurrency,
    Duration lease,
    int maxAttempts,
    boolean allowLocalRepositories,
    BuildLimits limits) {

  public BuildsConfig {
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "concurrency: %d (expected: 1 or more)".formatted(concurrency));
    }
    if (lease.compareTo(Duration.ofSeconds(5)) < 0) {
      throw new IllegalArgumentException("lease: %s (expected: 5 s or more)".formatted(lease));
    }
    if (maxAttempts < 1) {
      throw new IllegalArgumentException(
          "maxAttempts: %d (expected: 1 or more)".formatted(maxAttempts));
    }
  }
}
