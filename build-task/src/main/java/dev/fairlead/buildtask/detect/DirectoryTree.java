package dev.fairlead.buildtask.detect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source tree on disk; links are followed as long as they stay inside. */
public final class DirectoryTree implements SourceTree {
  private static final long MAX_BYTES = 1 << 20;

  private final Path root;

  /**
   * Makes a tree.
   *
   * @param root a real path
   */
  public DirectoryTree(Path root) {
    this.root = root;
  }

  @Override
  public boolean isFile(String path) {
    Path found = find(path);
    return found != null && Files.isRegularFile(found);
  }

  @Override
  public boolean isDirectory(String path) {
    Path found = find(path);
    return found != null && Files.isDirectory(found);
  }

  @Override
  public Optional<String> read(String path) {
    Path found = find(path);
    try {
      if (found == null || !Files.isRegularFile(found) || Files.size(found) > MAX_BYTES) {
        return Optional.empty();
      }
      return Optional.of(new String(Files.readAllBytes(found), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private @Nullable Path find(String path) {
    try {
      Path real = root.resolve(path).toRealPath();
      return real.startsWith(root) ? real : null;
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }
}
