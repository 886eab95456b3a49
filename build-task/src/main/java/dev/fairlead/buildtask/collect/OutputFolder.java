package dev.fairlead.buildtask.collect;

import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.buildtask.detect.DetectPhase.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the folder a build has written. */
final class OutputFolder {
  private static final String INDEX = "index.html";
  private static final List<String> CANDIDATES =
      List.of("dist", "build", "out", "public", "_site", ".output/public", "site", "docs");

  private OutputFolder() {}

  /**
   * The first of the expected folders that has an {@code index.html}, else the first that has
   * anything.
   *
   * @return a real path inside the repository
   */
  static Path find(Project project) throws BuildFailedException {
    List<String> expected = project.site().outputs();
    for (String folder : expected) {
      Path found = inside(project, folder);
      if (found != null && Files.isRegularFile(found.resolve(INDEX))) {
        return found;
      }
    }
    for (String folder : expected) {
      Path found = inside(project, folder);
      if (found != null && !isEmpty(found)) {
        return found;
      }
    }
    throw missing(project, expected);
  }

  private static @Nullable Path inside(Project project, String folder) {
    try {
      Path real = project.root().resolve(folder.replaceAll("^/+", "")).toRealPath();
      return real.startsWith(project.repository()) && Files.isDirectory(real) ? real : null;
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      return true;
    }
  }

  private static BuildFailedException missing(Project project, List<String> expected) {
    List<String> found =
        CANDIDATES.stream()
            .filter(folder -> !expected.contains(folder))
            .filter(folder -> hasIndex(inside(project, folder)))
            .toList();
    String hint =
        found.isEmpty()
            ? "Check what the build command writes, and set the output directory."
            : "An index.html is in %s: set the output directory to that."
                .formatted(String.join(" and ", found));
    return new BuildFailedException(
        FailureCode.OUTPUT_MISSING,
        "The build has left nothing in %s. %s".formatted(String.join(" or ", expected), hint));
  }

  private static boolean hasIndex(@Nullable Path folder) {
    return folder != null && Files.isRegularFile(folder.resolve(INDEX));
  }
}
