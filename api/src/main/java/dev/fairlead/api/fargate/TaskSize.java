package dev.fairlead.api.fargate;

import dev.fairlead.api.project.BuildSize;

/**
 * What a build size is on Fargate. Only some pairs of processor and memory exist, and ephemeral
 * storage is 21–200 GiB when it is set (Amazon ECS Developer Guide, "Fargate task definition
 * parameters", task size; API reference, {@code EphemeralStorage}).
 *
 * @param cpu in units, 1,024 a virtual processor
 * @param memory in MiB
 * @param storage in GiB
 */
record TaskSize(int cpu, int memory, int storage) {
  static TaskSize of(BuildSize size) {
    return switch (size) {
      case SMALL -> new TaskSize(1024, 4096, 21);
      case MEDIUM -> new TaskSize(2048, 8192, 30);
      case LARGE -> new TaskSize(4096, 16384, 50);
      case XLARGE -> new TaskSize(8192, 32768, 100);
    };
  }
}
