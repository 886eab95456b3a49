package dev.fairlead.infra.stage;

import java.util.List;
import java.util.Map;

/**
 * What one task of a program gets, and how many tasks run. The pairs are those of <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size">Fargate's
 * table</a>, as far as Fairlead has a use for them.
 *
 * @param cpu in 1/1024 of a virtual CPU
 * @param memoryMib in MiB
 * @param minTasks at least this many run; 1 or more
 * @param maxTasks automatic scaling stops here; 200 at most
 */
public record ProgramSize(int cpu, int memoryMib, int minTasks, int maxTasks) {
  private static final int MOST_TASKS = 200;
  private static final Map<Integer, List<Integer>> MEMORY_OF_CPU =
      Map.of(
          256, List.of(512, 1024, 2048),
          512, List.of(1024, 2048, 3072, 4096),
          1024, List.of(2048, 3072, 4096, 5120, 6144, 7168, 8192),
          2048, List.of(4096, 8192, 12_288, 16_384));

  public ProgramSize {
    List<Integer> memories = MEMORY_OF_CPU.getOrDefault(cpu, List.of());
    if (!memories.contains(memoryMib)) {
      throw new IllegalArgumentException(
          "size: %d CPU units with %d MiB (expected: one of %s)"
              .formatted(cpu, memoryMib, memories.isEmpty() ? MEMORY_OF_CPU : memories));
    }
    if (minTasks < 1 || maxTasks < minTasks || maxTasks > MOST_TASKS) {
      throw new IllegalArgumentException(
          "tasks: %d to %d (expected: 1–%d, ascending)".formatted(minTasks, maxTasks, MOST_TASKS));
    }
  }

  /** Virtual CPUs of all tasks that always run. */
  public double vcpus() {
    return minTasks * cpu / 1024.0;
  }

  /** Memory of all tasks that always run, in GiB. */
  public double gibibytes() {
    return minTasks * memoryMib / 1024.0;
  }

  /** Whether the number of tasks follows the load. */
  public boolean scales() {
    return maxTasks > minTasks;
  }
}
