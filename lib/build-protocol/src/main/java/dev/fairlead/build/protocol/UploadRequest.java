package dev.fairlead.build.protocol;

import dev.fairlead.site.Blob;
import java.util.List;

/** The blobs a deployment consists of; the api answers which of them it has not got. */
public record UploadRequest(List<Blob> blobs) {
  /** Most blobs in one request; ask again for more. */
  public static final int MAX_BLOBS = 1000;

  public UploadRequest {
    blobs = List.copyOf(blobs);
    if (blobs.size() > MAX_BLOBS) {
      throw new IllegalArgumentException(
          "blobs: %d (expected: at most %d)".formatted(blobs.size(), MAX_BLOBS));
    }
  }
}
