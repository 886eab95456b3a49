package dev.fairlead.buildtask.source;

import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks a tar archive that may be hostile: only files, folders and symbolic links that stay
 * inside, within bounds on bytes, entries and path length. Links are made last, so that nothing is
 * ever written through one.
 */
final class ArchiveExtraction {
  private static final int MAX_ENTRIES = 200_000;
  private static final int MAX_PATH_LENGTH = 1024;

  private final Path directory;
  private final long maxBytes;
  private final Map<Path, String> links = new LinkedHashMap<>();
  private long bytes;
  private int entries;
  private int files;

  ArchiveExtraction(Path directory, long maxBytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  /** Unpacks the archive and returns how many files were in it. */
  int extract(Path archive) throws BuildFailedException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (++entries > MAX_ENTRIES) {
          throw invalid("it has more than %,d entries".formatted(MAX_ENTRIES));
        }
        unpack(entry, tar);
      }
      for (Map.Entry<Path, String> link : links.entrySet()) {
        makeLink(link.getKey(), link.getValue());
      }
      return files;
    } catch (IOException | IllegalArgumentException e) {
      throw new BuildFailedException(
          FailureCode.UPLOAD_INVALID,
          "The uploaded archive cannot be read (%s); deploy the folder again."
              .formatted(e.getMessage()),
          e);
    }
  }

  private void unpack(TarArchiveEntry entry, InputStream content)
      throws IOException, BuildFailedException {
    Path target = inside(entry.getName());
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (entry.isSymbolicLink()) {
      links.put(target, entry.getLinkName());
    } else if (isOrdinary(entry)) {
      writeFile(entry, target, content);
    } else {
      throw invalid("%s is neither a file nor a folder".formatted(entry.getName()));
    }
  }

  /** {@link TarArchiveEntry#isFile} is true of devices too. */
  private static boolean isOrdinary(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isLink()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice()
        && !entry.isFIFO();
  }

  private void writeFile(TarArchiveEntry entry, Path target, InputStream content)
      throws IOException, BuildFailedException {
    bytes += entry.getSize();
    if (bytes > maxBytes) {
      throw SourceSize.tooLarge(maxBytes);
    }
    Path parent = target.getParent();
    if (parent == null || target.equals(directory)) {
      throw invalid("it has a file without a name");
    }
    Files.createDirectories(parent);
    Files.copy(content, target);
    boolean executable = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    files++;
  }

  private void makeLink(Path link, String text) throws IOException, BuildFailedException {
    Path parent = link.getParent();
    if (parent == null
        || text.startsWith("/")
        || !parent.resolve(text).normalize().startsWith(directory)) {
      throw invalid(
          "%s is a link to %s, outside the folder".formatted(directory.relativize(link), text));
    }
    Files.createDirectories(parent);
    // A parent that is itself a link would make the text mean another place than the one checked.
    Path expected = directory.toRealPath().resolve(directory.relativize(parent));
    if (!parent.toRealPath().equals(expected) || Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      throw invalid("%s lies behind another link".formatted(directory.relativize(link)));
    }
    Files.createSymbolicLink(link, Path.of(text));
    files++;
  }

  private Path inside(String name) throws BuildFailedException {
    boolean bad =
        name.length() > MAX_PATH_LENGTH || name.indexOf('\0') >= 0 || name.startsWith("/");
    Path target = bad ? directory : directory.resolve(name).normalize();
    if (bad || !target.startsWith(directory)) {
      throw invalid("it has an entry outside its folder");
    }
    return target;
  }

  private static BuildFailedException invalid(String what) {
    return new BuildFailedException(
        FailureCode.UPLOAD_INVALID, "The uploaded archive is refused: %s.".formatted(what));
  }
}
