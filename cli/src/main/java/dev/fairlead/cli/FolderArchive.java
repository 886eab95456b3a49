package dev.fairlead.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/**
 * Packs a folder that is no repository, without what its {@code .gitignore} files exclude
 * (gitignore(5)), and without {@code .git} and {@code node_modules}, which nobody wants to upload.
 */
final class FolderArchive {
  private static final Set<String> NEVER = Set.of(".git", "node_modules", ".DS_Store");
  private static final int MAX_FILES = 200_000;

  private final Path root;
  private final ArchiveWriter writer;
  private int files;

  private FolderArchive(Path root, ArchiveWriter writer) {
    this.root = root;
    this.writer = writer;
  }

  static Archive pack(Path folder) throws IOException, CliException {
    try (ArchiveWriter writer = ArchiveWriter.open()) {
      FolderArchive archive = new FolderArchive(folder, writer);
      archive.addAll();
      if (archive.files == 0) {
        throw new CliException(ExitCode.USAGE, "%s has no files to deploy.".formatted(folder));
      }
      return writer.finish(null);
    }
  }

  /** A folder to pack, with the rules that hold in it, outermost first. */
  private record Level(Path folder, List<Rules> rules) {}

  /** The rules of one {@code .gitignore}, which hold below its folder. */
  private record Rules(Path folder, IgnoreNode node) {}

  private void addAll() throws IOException, CliException {
    Deque<Level> open = new ArrayDeque<>();
    open.push(new Level(root, List.of()));
    while (!open.isEmpty()) {
      Level level = open.pop();
      List<Rules> rules = withRulesOf(level);
      for (Path path : sorted(level.folder())) {
        boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (NEVER.contains(path.getFileName().toString()) || isIgnored(path, folder, rules)) {
          continue;
        }
        if (folder) {
          open.push(new Level(path, rules));
        } else {
          add(path);
        }
      }
    }
  }

  private void add(Path path) throws IOException, CliException {
    String name = relative(root, path);
    if (++files > MAX_FILES) {
      throw new CliException(
          ExitCode.USAGE, "%s has more than %d files.".formatted(root, MAX_FILES));
    }
    if (Files.isSymbolicLink(path)) {
      writer.link(name, Files.readSymbolicLink(path).toString());
    } else if (Files.isRegularFile(path)) {
      writer.file(name, Files.size(path), Files.isExecutable(path), out -> Files.copy(path, out));
    }
  }

  /** With slashes between folders; elsewhere than on Windows a backslash is part of a name. */
  private static String relative(Path folder, Path path) {
    String separator = folder.getFileSystem().getSeparator();
    return folder.relativize(path).toString().replace(separator, "/");
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static List<Rules> withRulesOf(Level level) throws IOException {
    Path file = level.folder().resolve(".gitignore");
    if (!Files.isRegularFile(file)) {
      return level.rules();
    }
    IgnoreNode node = new IgnoreNode();
    try (InputStream in = Files.newInputStream(file)) {
      node.parse(in);
    }
    List<Rules> rules = new ArrayList<>(level.rules());
    rules.add(new Rules(level.folder(), node));
    return rules;
  }

  /** The innermost file that says something about a path decides. */
  private static boolean isIgnored(Path path, boolean folder, List<Rules> rules) {
    for (Rules each : rules.reversed()) {
      @Nullable Boolean ignored = each.node().checkIgnored(relative(each.folder(), path), folder);
      if (ignored != null) {
        return ignored;
      }
    }
    return false;
  }
}
