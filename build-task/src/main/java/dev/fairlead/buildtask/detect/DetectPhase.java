package dev.fairlead.buildtask.detect;

import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.buildtask.source.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The second phase: applies the root directory and decides how the site is built. */
public final class DetectPhase {
  private final LogWriter log;

  public DetectPhase(LogWriter log) {
    this.log = log;
  }

  /**
   * What is to be built.
   *
   * @param repository the repository's root, a real path
   * @param root the site's root directory, a real path in it
   */
  public record Project(Path repository, Path root, Detected.Site site) {}

  public Project run(Checkout checkout, BuildSettings settings) throws BuildFailedException {
    Path root = rootDirectory(checkout.directory(), settings);
    return switch (Detection.detect(new DirectoryTree(root), settings)) {
      case Detected.Refused refused ->
          throw new BuildFailedException(refused.code(), refused.message());
      case Detected.Site site -> {
        say(site);
        yield new Project(checkout.directory(), root, site);
      }
    };
  }

  private void say(Detected.Site site) {
    log.say("Detected %s: %s".formatted(site.framework(), site.evidence()));
    log.say("  install  " + orNothing(site.installCommand()));
    log.say("  build    " + orNothing(site.buildCommand()));
    log.say("  output   " + String.join(" or ", site.outputs()));
    site.warnings().forEach(log::warn);
  }

  private static String orNothing(@Nullable String command) {
    return command == null ? "nothing" : command;
  }

  private static Path rootDirectory(Path repository, BuildSettings settings)
      throws BuildFailedException {
    String set = settings.rootDirectory();
    if (set == null || set.isBlank()) {
      return repository;
    }
    try {
      String relative = set.strip().replaceAll("^/+", "");
      Path root = repository.resolve(relative).toRealPath();
      if (root.startsWith(repository) && Files.isDirectory(root)) {
        return root;
      }
    } catch (IOException | InvalidPathException e) {
      throw missing(set, e);
    }
    throw missing(set, new IOException("not a folder of the repository"));
  }

  private static BuildFailedException missing(String root, Exception cause) {
    return new BuildFailedException(
        FailureCode.ROOT_DIRECTORY_MISSING,
        "The root directory %s is no folder of the repository; correct it in the project's settings."
            .formatted(root),
        cause);
  }
}
