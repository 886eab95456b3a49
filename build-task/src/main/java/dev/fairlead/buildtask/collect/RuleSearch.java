package dev.fairlead.buildtask.collect;

import dev.fairlead.rulefiles.RuleFile;
import dev.fairlead.rulefiles.RuleFileKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the files in which a site writes its rules. {@code _redirects} and {@code _headers} are
 * read where the output is, the configuration of other hosts in the project's root folder or, if
 * the root has none, in the output. None of them is published.
 */
final class RuleSearch {
  private final Path root;
  private final boolean rootIsOutput;
  private final Map<RuleFileKind, OutputFile> inOutput = new EnumMap<>(RuleFileKind.class);
  private final List<OutputFile> published = new ArrayList<>();

  /**
   * Sorts the output.
   *
   * @param root the project's root folder, a real path
   * @param rootIsOutput whether the output is that folder
   */
  RuleSearch(Path root, boolean rootIsOutput, List<OutputFile> output) {
    this.root = root;
    this.rootIsOutput = rootIsOutput;
    for (OutputFile file : output) {
      kindOf(file).ifPresentOrElse(kind -> inOutput.put(kind, file), () -> published.add(file));
    }
  }

  private static Optional<RuleFileKind> kindOf(OutputFile file) {
    for (RuleFileKind kind : RuleFileKind.values()) {
      if (file.path().value().equals("/" + kind.fileName())) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The output without the files of rules. */
  List<OutputFile> published() {
    return published;
  }

  /** The files of rules. */
  List<RuleFile> files() throws IOException {
    List<RuleFile> files = new ArrayList<>();
    for (RuleFileKind kind : RuleFileKind.values()) {
      Path inRoot = root.resolve(kind.fileName());
      OutputFile built = inOutput.get(kind);
      if (kind.isOfProject() && isFile(inRoot)) {
        files.add(read(kind, inRoot));
      } else if (built != null) {
        files.add(read(kind, built.content()));
      }
    }
    return files;
  }

  /** Files of rules in the root folder that have no effect, since only the output's are read. */
  List<String> forgotten() {
    List<String> forgotten = new ArrayList<>();
    for (RuleFileKind kind : RuleFileKind.values()) {
      boolean missing = !kind.isOfProject() && !rootIsOutput && !inOutput.containsKey(kind);
      if (missing && isFile(root.resolve(kind.fileName()))) {
        forgotten.add(kind.fileName());
      }
    }
    return forgotten;
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static RuleFile read(RuleFileKind kind, Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return RuleFile.of(kind, kind.fileName(), in.readNBytes(RuleFile.MAX_BYTES + 1));
    }
  }
}
