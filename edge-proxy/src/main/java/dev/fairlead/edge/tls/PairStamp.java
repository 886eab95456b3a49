package dev.fairlead.edge.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** What tells that the files of a pair have changed. */
record PairStamp(FileTime certificate, long length, FileTime key, long keyLength) {
  /**
   * Null while one of the files is not there.
   *
   * @throws IOException if one of them is there and cannot be looked at
   */
  static @Nullable PairStamp of(Path certificate, Path key) throws IOException {
    try {
      return new PairStamp(
          Files.getLastModifiedTime(certificate),
          Files.size(certificate),
          Files.getLastModifiedTime(key),
          Files.size(key));
    } catch (NoSuchFileException missing) {
      return null;
    }
  }
}
