package dev.fairlead.buildtask.source;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Whole trees of files, links never followed. */
public final class FileTree {
  private FileTree() {}

  /** Deletes a tree if it is there, also folders that a build has made unreadable. */
  public static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            deleteEntry(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem)
              throws IOException {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && makeUsable(file)) {
              delete(file);
            } else {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
              throws IOException {
            deleteEntry(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void deleteEntry(Path entry) throws IOException {
    try {
      Files.deleteIfExists(entry);
    } catch (AccessDeniedException e) {
      Path parent = entry.getParent();
      if (parent == null || !makeUsable(parent)) {
        throw e;
      }
      Files.deleteIfExists(entry);
    }
  }

  private static boolean makeUsable(Path folder) {
    File file = folder.toFile();
    return file.setReadable(true) & file.setWritable(true) & file.setExecutable(true);
  }
}
