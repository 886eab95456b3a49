package dev.fairlead.testing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that is removed at the end. */
public record BenchFolder(Path path) implements AutoCloseable {
  static BenchFolder create() throws IOException {
    return new BenchFolder(Files.createTempDirectory("fairlead-bench-"));
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }

  public static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : paths) {
      Files.deleteIfExists(each);
    }
  }
}
