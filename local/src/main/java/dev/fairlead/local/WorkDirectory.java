package dev.fairlead.local;

import dev.fairlead.buildtask.source.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

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
      Path directory = MEMORY.resolve(name);
      if (isOurs(directory)) {
        return directory;
      }
    }
    return data.resolve("work");
  }

  /**
   * Makes the folder for this user alone; anyone may write beside it, so a foreign one is refused.
   */
  private static boolean isOurs(Path directory) throws IOException {
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return true;
    } catch (FileAlreadyExistsException e) {
      UserPrincipal self = Files.getOwner(Path.of("/proc/self"));
      return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(self)
          && PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS))
              .equals("rwx------");
    }
  }

  /** The folder for what builds' libraries unpack. */
  static Path temporary(Path workDirectory) {
    return workDirectory.resolve("tmp");
  }

  /**
   * Removes what the libraries of ended builds have left; those of running ones need it no more.
   */
  static void prepare(Path workDirectory) throws IOException {
    Path temporary = Files.createDirectories(temporary(workDirectory));
    try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(temporary, "com_*")) {
      for (Path each : unpacked) {
        FileTree.delete(each);
      }
    }
  }

  private static boolean memoryIsPlenty() throws IOException {
    return Files.exists(MEMORY_INFO)
        && Files.readAllLines(MEMORY_INFO).stream()
            .filter(line -> line.startsWith("MemAvailable:"))
            .map(line -> line.replaceAll("\\D", ""))
            .anyMatch(kibibytes -> Long.parseLong(kibibytes) >= PLENTY_KIBIBYTES);
  }
}
