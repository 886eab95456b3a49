package dev.fairlead.site;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * The blobs of all projects. A blob is never changed or overwritten, so whatever is read may be
 * cached forever.
 */
public interface BlobStore {

  /**
   * Opens part of a blob for reading; the caller closes the stream, early if it likes.
   *
   * @param offset first byte, 0 or more
   * @param length number of bytes, 1 or more; the range lies within the blob
   * @throws BlobNotFoundException if there is no such blob
   * @throws IOException if the store cannot be reached or refuses
   */
  InputStream open(ProjectId project, ContentHash hash, long offset, long length)
      throws IOException;

  /**
   * The length of a blob in bytes; empty if there is no such blob.
   *
   * @throws IOException if the store cannot be reached or refuses
   */
  OptionalLong length(ProjectId project, ContentHash hash) throws IOException;
}
