package dev.fairlead.build.protocol;

import java.time.Duration;

/**
 * The bounds of one build.
 *
 * @param timeout wall clock for all phases together
 * @param sourceBytes most bytes the checked-out source may have
 * @param outputBytes most bytes the published files may have together
 * @param outputFiles most files that may be published
 * @param logBytes most bytes of log; the rest is cut and the cut is marked
 */
public record BuildLimits(
    Duration timeout, long sourceBytes, long outputBytes, int outputFiles, long logBytes) {

  public static final BuildLimits DEFAULT =
      new BuildLimits(Duration.ofMinutes(20), 2L << 30, 2L << 30, 50_000, 16L << 20);

  public BuildLimits {
    if (timeout == null || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout: %s (expected: more than 0)".formatted(timeout));
    }
    if (sourceBytes < 1 || outputBytes < 1 || outputFiles < 1 || logBytes < 1) {
      throw new IllegalArgumentException("every limit must be 1 or more");
    }
  }
}
