package dev.fairlead.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Writes an archive; the same files make the same bytes, whoever packs them and when. */
final class ArchiveWriter implements AutoCloseable {
  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;

  private final Path file;
  private final MessageDigest digest;
  private final TarArchiveOutputStream tar;
  private boolean finished;

  private ArchiveWriter(Path file, MessageDigest digest, TarArchiveOutputStream tar) {
    this.file = file;
    this.digest = digest;
    this.tar = tar;
  }

  static ArchiveWriter open() throws IOException {
    Path file = Files.createTempFile("fairlead-upload", ".tar.gz");
    MessageDigest digest = sha256();
    OutputStream out =
        new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest));
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new GZIPOutputStream(out) {
              {
                def.setLevel(Deflater.BEST_SPEED);
              }
            },
            "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    return new ArchiveWriter(file, digest, tar);
  }

  /** Gives the bytes of a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  void file(String path, long length, boolean executable, Content content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(length);
    entry.setMode(executable ? EXECUTABLE : PLAIN);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    content.writeTo(tar);
    tar.closeArchiveEntry();
  }

  void link(String path, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  /** Ends the archive. */
  Archive finish(Documents.@Nullable Commit commit) throws IOException {
    tar.close();
    finished = true;
    return new Archive(file, HexFormat.of().formatHex(digest.digest()), Files.size(file), commit);
  }

  /** Throws an unfinished archive away; does nothing to a finished one. */
  @Override
  public void close() throws IOException {
    if (finished) {
      return;
    }
    try (tar) {
      Files.deleteIfExists(file);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
