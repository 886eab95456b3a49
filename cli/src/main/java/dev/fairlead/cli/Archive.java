package dev.fairlead.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder packed for upload: a tar, compressed with gzip.
 *
 * @param file holds the archive; removed by {@link #close}
 * @param sha256 of the archive, in hexadecimal digits
 * @param length of the archive in bytes
 * @param commit what was packed, if it was a commit
 */
record Archive(Path file, String sha256, long length, Documents.@Nullable Commit commit)
    implements AutoCloseable {
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
