package dev.fairlead.local;

import dev.fairlead.buildtask.source.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where builds unpack and build: in memory where there is plenty of it, since a dependency tree is
 * tens of thousands of small files, else beside the data.
 */
final class WorkDirectory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
  private static final long PLENTY_KIBIBYTES = 8L << 20;

  private WorkDirectory() {}

  static Path choose(Path data) throws IOException {
    if (Files.isDirectory(MEMORY) && Files.isWritable(MEMORY) && memoryIsPlenty()) {
      String name = "fairlead-" + Integer.toHexString(data.toAbsolutePath().hashCode());
      return MEMORY.resolve(name);
    }
    return data.resolve("work");
  }

  /** The folder for what builds' libraries unpack, for as long as they run; empty at the start. */
  static Path temporary(Path workDirectory) throws IOException {
    Path temporary = workDirectory.resolve("tmp");
    FileTree.delete(temporary);
    return Files.createDirectories(temporary);
  }

  private static boolean memoryIsPlenty() throws IOException {
    return Files.exists(MEMORY_INFO)
        && Files.readAllLines(MEMORY_INFO).stream()
            .filter(line -> line.startsWith("MemAvailable:"))
            .map(line -> line.replaceAll("\\D", ""))
            .anyMatch(kibibytes -> Long.parseLong(kibibytes) >= PLENTY_KIBIBYTES);
  }
}
