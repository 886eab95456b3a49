package dev.fairlead.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The servers' programs, unpacked from the class path into a folder whose name carries the hash of
 * the packed bytes, so that one folder serves every version and any number of data directories.
 */
public final class Binaries {
  private static final String OS = System.getProperty("os.name").toLowerCase(Locale.ROOT);
  private static final boolean MAC = OS.startsWith("mac");
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  private Binaries() {}

  /** The user's own cache folder: XDG's on Linux, {@code Library/Caches} on macOS. */
  public static Path defaultFolder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"));
    Path folder = MAC ? home.resolve("Library/Caches") : home.resolve(".cache");
    boolean set = cache != null && Path.of(cache).isAbsolute();
    return (set ? Path.of(cache) : folder).resolve("fairlead").resolve("servers");
  }

  /** The folder that has {@code bin/postgres}. */
  static Path postgres(Path binaries) throws IOException {
    String name =
        "/postgres-%s-%s.txz".formatted(MAC ? "darwin" : "linux", ARM ? "arm_64" : "x86_64");
    byte[] archive = resource(name);
    return unpacked(
        binaries.resolve("postgresql-" + hash(archive)), folder -> untar(archive, folder));
  }

  /** The file {@code redis-server}. */
  public static Path redis(Path binaries) throws IOException {
    String name =
        "/redis-server-7.0.15-%s-%s".formatted(MAC ? "darwin" : "linux", ARM ? "arm64" : "amd64");
    byte[] program = resource(name);
    Path folder =
        unpacked(
            binaries.resolve("redis-" + hash(program)),
            fresh -> {
              Path file = fresh.resolve("redis-server");
              Files.write(file, program);
              Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            });
    return folder.resolve("redis-server");
  }

  private static byte[] resource(String name) throws IOException {
    if (!MAC && !OS.startsWith("linux")) {
      throw new IOException("the embedded servers run on Linux and macOS, not on " + OS);
    }
    try (InputStream in = Binaries.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no embedded server for this machine: %s is missing".formatted(name));
      }
      return in.readAllBytes();
    }
  }

  /** Fills a folder once; it appears complete or, after a crash, not at all. */
  private static Path unpacked(Path folder, Filling filling) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path fresh = folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID());
    Files.createDirectories(fresh);
    try {
      filling.into(fresh);
      move(fresh, folder);
    } finally {
      delete(fresh);
    }
    return folder;
  }

  private static void move(Path fresh, Path folder) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another process may have been first: a folder that is there is complete.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void untar(byte[] archive, Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("outside of the archive: " + entry.getName());
        }
        extract(tar, entry, target);
      }
    }
  }

  private static void extract(InputStream in, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(in, target);
    boolean program = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  /** Removes a folder with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> walk = Files.walk(folder)) {
      found = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : found) {
      Files.deleteIfExists(path);
    }
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private interface Filling {
    void into(Path folder) throws IOException;
  }
}
