package dev.fairlead.buildtask.detect;

import java.util.Map;
import java.util.Optional;

/** A source tree of a few texts. */
record MemoryTree(Map<String, String> files) implements SourceTree {
  @Override
  public boolean isFile(String path) {
    return files.containsKey(path);
  }

  @Override
  public boolean isDirectory(String path) {
    return files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
  }

  @Override
  public Optional<String> read(String path) {
    return Optional.ofNullable(files.get(path));
  }
}
