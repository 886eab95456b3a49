package dev.fairlead.buildtask.collect;

import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.site.SitePath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lists what an output folder publishes. Links are not followed, but for one that leads to
 * something inside the folder, which is followed once and copied. What must not be published is
 * left out and named; what cannot be published ends the build.
 */
final class OutputWalk {
  private final Path output;
  private final boolean isRepositoryRoot;
  private final BuildLimits limits;
  private final Map<SitePath, OutputFile> files = new TreeMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private final RefusedNames refused = new RefusedNames();
  private final List<String> warnings = new ArrayList<>();
  private long bytes;

  /**
   * Prepares a walk.
   *
   * @param output a real path
   * @param isRepositoryRoot whether the folder is the source itself, so that its dependencies are
   *     left out
   */
  OutputWalk(Path output, boolean isRepositoryRoot, BuildLimits limits) {
    this.output = output;
    this.isRepositoryRoot = isRepositoryRoot;
    this.limits = limits;
  }

  /**
   * What a walk found.
   *
   * @param files by path
   * @param leftOut paths that are not published although they are there
   * @param warnings what the user should know, one sentence each
   */
  record Findings(List<OutputFile> files, List<String> leftOut, List<String> warnings) {}

  Findings run() throws IOException, BuildFailedException {
    folder(output, "", false, 0);
    refused.check();
    warnOfCase();
    return new Findings(List.copyOf(files.values()), leftOut, warnings);
  }

  private void folder(Path folder, String prefix, boolean throughLink, int depth)
      throws IOException, BuildFailedException {
    if (depth > SitePath.MAX_SEGMENTS) {
      throw invalid(prefix, "it lies too deep");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String path = prefix + "/" + entry.getFileName();
        if (Unpublished.byName(path, isRepositoryRoot)) {
          leftOut.add(path);
        } else {
          entry(entry, path, throughLink, depth);
        }
      }
    }
  }

  private void entry(Path entry, String path, boolean throughLink, int depth)
      throws IOException, BuildFailedException {
    BasicFileAttributes attributes =
        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isDirectory()) {
      folder(entry, path, throughLink, depth + 1);
    } else if (attributes.isRegularFile()) {
      file(entry, path, attributes.size());
    } else if (attributes.isSymbolicLink()) {
      link(entry, path, throughLink, depth);
    } else {
      throw invalid(path, "it is neither a file nor a folder");
    }
  }

  private void link(Path link, String path, boolean throughLink, int depth)
      throws IOException, BuildFailedException {
    if (throughLink) {
      throw invalid(path, "it is a link behind a link");
    }
    Path target;
    try {
      target = link.toRealPath();
    } catch (IOException e) {
      throw invalid(path, "it is a link that leads nowhere");
    }
    if (!target.startsWith(output)) {
      throw invalid(path, "it is a link to something outside the output folder");
    }
    String real = "/" + output.relativize(target);
    if (Unpublished.byName(real, isRepositoryRoot)) {
      leftOut.add(path);
    } else if (Files.isDirectory(target)) {
      folder(target, path, true, depth + 1);
    } else {
      file(target, path, Files.size(target));
    }
  }

  private void file(Path file, String path, long length) throws IOException, BuildFailedException {
    if (Unpublished.byContent(file, length)) {
      leftOut.add(path);
      return;
    }
    String address = Normalizer.normalize(path, Normalizer.Form.NFC);
    Optional<String> problem = SitePath.problemWith(address);
    if (problem.isPresent()) {
      refused.add(path, problem.get());
      return;
    }
    SitePath sitePath = SitePath.parse(address);
    if (files.put(sitePath, new OutputFile(sitePath, file, length)) != null) {
      throw invalid(path, "another file has the same name in another Unicode form");
    }
    bytes += length;
    checkLimits();
  }

  private void checkLimits() throws BuildFailedException {
    if (files.size() > limits.outputFiles()) {
      throw new BuildFailedException(
          FailureCode.OUTPUT_TOO_LARGE,
          "The output has more than %,d files; publish fewer or ask the operator for a higher limit."
              .formatted(limits.outputFiles()));
    }
    if (bytes > limits.outputBytes()) {
      throw new BuildFailedException(
          FailureCode.OUTPUT_TOO_LARGE,
          "The output has more than %,d MiB; publish less or ask the operator for a higher limit."
              .formatted(limits.outputBytes() >> 20));
    }
  }

  private void warnOfCase() {
    Map<String, SitePath> seen = new HashMap<>();
    for (SitePath path : files.keySet()) {
      SitePath other = seen.putIfAbsent(path.value().toLowerCase(Locale.ROOT), path);
      if (other != null) {
        warnings.add("%s and %s differ only by case.".formatted(other, path));
      }
    }
  }

  private static BuildFailedException invalid(String path, String why) {
    return new BuildFailedException(
        FailureCode.OUTPUT_INVALID,
        "%s cannot be published: %s. Remove or replace it.".formatted(path, why));
  }
}
