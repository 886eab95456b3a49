package dev.fairlead.buildtask;

import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.buildtask.sandbox.BubblewrapSandbox;
import dev.fairlead.buildtask.source.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder of one attempt, locked while its process lives. Opening one removes what killed builds
 * have left; closing it removes everything.
 */
final class Workspace implements AutoCloseable {
  private static final String LOCK = ".lock";
  private static final String PREFIX = "build-";

  private final Path root;
  private final FileChannel lockFile;

  private Workspace(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  static Workspace open(Path workDirectory, BuildSpec spec) throws IOException {
    Path parent = Files.createDirectories(workDirectory).toRealPath();
    removeAbandoned(parent);
    Path root = parent.resolve(PREFIX + nameOf(spec));
    FileTree.delete(root);
    Files.createDirectory(root);
    FileChannel lockFile =
        FileChannel.open(
            root.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileLock lock = lockFile.tryLock();
    if (lock == null) {
      throw new IOException("another process builds in " + root);
    }
    Files.createDirectory(root.resolve("source"));
    Files.createDirectory(root.resolve("parts"));
    return new Workspace(root, lockFile);
  }

  /** Names an attempt in folders and control groups. */
  static String nameOf(BuildSpec spec) {
    return "%s-%d".formatted(spec.deployment(), spec.attempt());
  }

  /** The checked-out files: the only folder user commands may write to. */
  Path source() {
    return root.resolve("source");
  }

  /** Fairlead's own files of this attempt, out of the commands' reach. */
  Path parts() {
    return root.resolve("parts");
  }

  @Override
  public void close() throws IOException {
    try (lockFile) {
      FileTree.delete(root);
    }
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> builds = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path build : builds) {
        if (isAbandoned(build)) {
          String name = build.getFileName().toString().substring(PREFIX.length());
          BubblewrapSandbox.removeAbandoned(name);
          FileTree.delete(build);
        }
      }
    }
  }

  private static boolean isAbandoned(Path build) {
    try (FileChannel lockFile = FileChannel.open(build.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = lockFile.tryLock()) {
      return lock != null;
    } catch (IOException | IllegalStateException e) {
      // No lock file yet, or this very process holds it: someone is at work there.
      return false;
    }
  }
}
