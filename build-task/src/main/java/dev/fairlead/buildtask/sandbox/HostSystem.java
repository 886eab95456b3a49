package dev.fairlead.buildtask.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the sandbox shows of this machine, looked up once.
 *
 * @param rootLinks top-level links such as {@code /bin → usr/bin}
 * @param rootFolders top-level folders with programs or libraries of their own
 * @param etcEntries files and folders of {@code /etc} that hold nothing secret
 * @param procCovers entries of {@code /proc} that a process of uid 0 could misuse
 * @param javaHome the Java runtime that runs this process
 * @param nodePrefix the folder of a Node.js outside {@code /usr}; null if there is none
 */
record HostSystem(
    Map<String, String> rootLinks,
    List<String> rootFolders,
    List<String> etcEntries,
    List<String> procCovers,
    Path javaHome,
    @Nullable Path nodePrefix) {
  private static final List<String> ROOTS =
      List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");
  private static final List<String> ETC =
      List.of(
          "/etc/alternatives",
          "/etc/ca-certificates",
          "/etc/ld.so.cache",
          "/etc/ld.so.conf",
          "/etc/ld.so.conf.d",
          "/etc/pki/tls",
          "/etc/pki/ca-trust/extracted",
          "/etc/ssl/certs",
          "/etc/ssl/openssl.cnf");

  /**
   * A build started by root is uid 0 to the kernel, though without any capability; writing to these
   * asks for no more than that.
   */
  private static final List<String> PROC =
      List.of(
          "/proc/sys",
          "/proc/sysrq-trigger",
          "/proc/irq",
          "/proc/bus",
          "/proc/kcore",
          "/proc/kmsg");

  static HostSystem look(String searchPath) throws IOException {
    Map<String, String> links = new TreeMap<>();
    List<String> folders = new ArrayList<>();
    for (String root : ROOTS) {
      Path path = Path.of(root);
      if (Files.isSymbolicLink(path)) {
        links.put(root, Files.readSymbolicLink(path).toString());
      } else if (Files.isDirectory(path)) {
        folders.add(root);
      }
    }
    return new HostSystem(
        links,
        folders,
        existing(ETC),
        existing(PROC),
        Path.of(System.getProperty("java.home")).toRealPath(),
        nodePrefix(searchPath));
  }

  private static List<String> existing(List<String> paths) {
    return paths.stream()
        .filter(path -> Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  private static @Nullable Path nodePrefix(String searchPath) throws IOException {
    Optional<Path> node = find("node", searchPath);
    if (node.isEmpty()) {
      return null;
    }
    Path bin = node.get().toRealPath().getParent();
    if (bin == null || bin.startsWith("/usr") || !bin.endsWith("bin")) {
      return null;
    }
    return bin.getParent();
  }

  /** The first executable of that name in a search path. */
  static Optional<Path> find(String program, String searchPath) {
    return Stream.of(searchPath.split(File.pathSeparator, -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
