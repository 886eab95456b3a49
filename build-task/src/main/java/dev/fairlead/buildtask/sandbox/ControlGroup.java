package dev.fairlead.buildtask.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The control groups that bound one build's memory and processes: version 1 by directories of each
 * controller, version 2 by a directory where the controllers are handed down. Where neither can be
 * written there is no group, and resource limits are all there is.
 */
final class ControlGroup implements AutoCloseable {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final Path OWN_GROUPS = Path.of("/proc/self/cgroup");
  private static final int REMOVE_TRIES = 50;

  private final List<Path> groups;

  private ControlGroup(List<Path> groups) {
    this.groups = groups;
  }

  static ControlGroup create(String name, SandboxLimits limits) {
    List<Path> groups = new ArrayList<>();
    String memory = Long.toString(limits.memoryBytes());
    String processes = Integer.toString(limits.processes());
    for (String line : ownGroups()) {
      String[] parts = line.split(":", 3);
      Path relative = Path.of("/").relativize(Path.of(parts[2]));
      switch (parts[1]) {
        case "memory" ->
            add(
                groups,
                MOUNT.resolve("memory").resolve(relative).resolve(name),
                "memory.limit_in_bytes",
                memory);
        case "pids" ->
            add(
                groups,
                MOUNT.resolve("pids").resolve(relative).resolve(name),
                "pids.max",
                processes);
        case "" -> {
          Path group = MOUNT.resolve(relative).resolve(name);
          if (Files.isRegularFile(MOUNT.resolve("cgroup.controllers"))
              && add(groups, group, "memory.max", memory)) {
            write(group.resolve("pids.max"), processes);
          }
        }
        default -> {}
      }
    }
    return new ControlGroup(List.copyOf(groups));
  }

  /** Removes the groups of a build that was killed; what still has processes stays. */
  static void removeAbandoned(String name) {
    for (String line : ownGroups()) {
      String[] parts = line.split(":", 3);
      Path relative = Path.of("/").relativize(Path.of(parts[2]));
      Path controller = parts[1].isEmpty() ? MOUNT : MOUNT.resolve(parts[1]);
      controller.resolve(relative).resolve(name).toFile().delete();
    }
  }

  /** The files a process writes its id to in order to join. */
  List<Path> membershipFiles() {
    return groups.stream().map(group -> group.resolve("cgroup.procs")).toList();
  }

  /** How many processes the kernel has killed here for want of memory. */
  long memoryKills() {
    return groups.stream()
        .flatMap(group -> Stream.of("memory.oom_control", "memory.events").map(group::resolve))
        .flatMap(ControlGroup::linesOf)
        .filter(line -> line.startsWith("oom_kill "))
        .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length()).strip()))
        .sum();
  }

  @Override
  public void close() throws IOException {
    for (Path group : groups) {
      remove(group);
    }
  }

  private static List<String> ownGroups() {
    return linesOf(OWN_GROUPS).filter(line -> line.split(":", 3).length == 3).toList();
  }

  private static boolean add(List<Path> groups, Path group, String limitFile, String limit) {
    try {
      // A killed process of the same attempt cannot have removed its own.
      Files.deleteIfExists(group);
      Files.createDirectory(group);
    } catch (IOException e) {
      return false;
    }
    if (!write(group.resolve(limitFile), limit)) {
      group.toFile().delete();
      return false;
    }
    groups.add(group);
    return true;
  }

  private static boolean write(Path file, String value) {
    if (!Files.isWritable(file)) {
      return false;
    }
    try {
      Files.writeString(file, value);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Stream<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** The kernel needs a moment after the last process's end before a group is empty. */
  private static void remove(Path group) throws IOException {
    Optional<IOException> problem = Optional.empty();
    for (int tryNumber = 0; tryNumber < REMOVE_TRIES; tryNumber++) {
      try {
        Files.deleteIfExists(group);
        return;
      } catch (IOException e) {
        problem = Optional.of(e);
        pause();
      }
    }
    throw problem.orElseThrow();
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
