package dev.fairlead.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything that must survive, locked for one process at a time. */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder if it is missing, readable for its owner only, and locks it.
   *
   * @throws LocalStartException if it cannot be written to or is in use
   */
  static DataFolder open(Path path) throws LocalStartException {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      }
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new LocalStartException(
            "Fairlead is already running on %s. See ./fairlead status, or stop it with ./fairlead down."
                .formatted(path),
            null);
      }
      return new DataFolder(path, channel);
    } catch (LocalStartException e) {
      throw e;
    } catch (IOException e) {
      throw new LocalStartException(
          "The data folder %s cannot be written to (%s). Choose another one with --data DIR."
              .formatted(path, e),
          e);
    }
  }

  /** Whether a process has the folder open. */
  static boolean isInUse(Path path) throws IOException {
    Path lock = path.resolve("lock");
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return lock(channel) == null;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
