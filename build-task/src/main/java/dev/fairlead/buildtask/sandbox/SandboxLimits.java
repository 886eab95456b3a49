package dev.fairlead.buildtask.sandbox;

/**
 * The bounds of all processes of a build together.
 *
 * @param memoryBytes most memory, where control groups can bound it
 * @param processes most processes and threads
 * @param scratchBytes size of each of the memory-backed folders {@code /tmp} and {@code /home}
 */
public record SandboxLimits(long memoryBytes, int processes, long scratchBytes) {

  public static final SandboxLimits DEFAULT = new SandboxLimits(6L << 30, 4096, 2L << 30);

  public SandboxLimits {
    if (memoryBytes < 1 || processes < 1 || scratchBytes < 1) {
      throw new IllegalArgumentException("every limit must be 1 or more");
    }
  }
}
