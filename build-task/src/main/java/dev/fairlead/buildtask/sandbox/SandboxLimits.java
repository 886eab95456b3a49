package dev.fairlead.buildtask.sandbox;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The bounds of all processes of a build together.
 *
 * @param memoryBytes most memory, where control groups can bound it
 * @param processes most processes and threads
 * @param scratchBytes size of each of the memory-backed folders {@code /tmp} and {@code /home};
 *     where there are none, size of the largest file
 */
public record SandboxLimits(long memoryBytes, int processes, long scratchBytes) {

  public static final SandboxLimits DEFAULT = new SandboxLimits(6L << 30, 4096, 2L << 30);

  private static final long RESERVED_BYTES = 768L << 20;

  public SandboxLimits {
    if (memoryBytes < 1 || processes < 1 || scratchBytes < 1) {
      throw new IllegalArgumentException("every limit must be 1 or more");
    }
  }

  /**
   * The bounds of a build that has a machine for itself: all of its memory but what this process
   * and the system need.
   *
   * @param machineBytes memory of the machine or the container
   */
  public static SandboxLimits ofMachine(long machineBytes) {
    long memory = Math.max(machineBytes - RESERVED_BYTES, machineBytes / 2);
    return new SandboxLimits(memory, DEFAULT.processes(), DEFAULT.scratchBytes());
  }

  /** The memory of this machine or, if it bounds it, of this container. */
  public static long machineBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
