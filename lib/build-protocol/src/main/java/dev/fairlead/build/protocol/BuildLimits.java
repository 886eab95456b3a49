package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of one build.
 *
 * @param timeout wall clock for all phases together
 * @param sourceBytes most bytes the checked-out source may have
 * @param outputBytes most bytes the published files may have together
 * @param outputFiles most files that may be published
 * @param logBytes most bytes of log; the rest is cut and the cut is marked
 * @param memoryBytes most memory of the user's commands together, 64 MiB or more; null where builds
 *     have no machines of their own: the builder's own bound counts then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildLimits(
    Duration timeout,
    long sourceBytes,
    long outputBytes,
    int outputFiles,
    long logBytes,
    @Nullable Long memoryBytes) {
  private static final long LEAST_MEMORY = 64L << 20;

  public static final BuildLimits DEFAULT =
      new BuildLimits(Duration.ofMinutes(20), 2L << 30, 2L << 30, 50_000, 16L << 20, null);

  public BuildLimits {
    if (timeout == null || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout: %s (expected: more than 0)".formatted(timeout));
    }
    if (sourceBytes < 1 || outputBytes < 1 || outputFiles < 1 || logBytes < 1) {
      throw new IllegalArgumentException("every limit must be 1 or more");
    }
    if (memoryBytes != null && memoryBytes < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "memoryBytes: %d (expected: %d or more)".formatted(memoryBytes, LEAST_MEMORY));
    }
  }

  /** The same bounds with another of memory. */
  public BuildLimits withMemory(long bytes) {
    return new BuildLimits(timeout, sourceBytes, outputBytes, outputFiles, logBytes, bytes);
  }
}
