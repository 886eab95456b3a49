package dev.fairlead.buildtask;

import dev.fairlead.buildtask.source.FileTree;
import dev.fairlead.site.ProjectId;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The folder in which one project's package manager keeps what it has downloaded. Only that
 * project's builds can write to it, so a poisoned one harms nobody else. One that has grown too
 * large starts over.
 */
final class PackageCache {
  private static final long MAX_BYTES = 4L << 30;

  private PackageCache() {}

  static Path open(Path cacheDirectory, ProjectId project) throws IOException {
    Path folder = cacheDirectory.resolve(project.value());
    if (Files.isDirectory(folder) && isTooLarge(folder)) {
      FileTree.delete(folder);
    }
    return Files.createDirectories(folder).toRealPath();
  }

  private static boolean isTooLarge(Path folder) throws IOException {
    long[] bytes = new long[1];
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.size();
            return bytes[0] > MAX_BYTES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes[0] > MAX_BYTES;
  }
}
