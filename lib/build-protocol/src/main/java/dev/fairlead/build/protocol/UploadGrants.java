package dev.fairlead.build.protocol;

import dev.fairlead.site.ContentHash;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Leave to upload the blobs that are missing, and only those. */
public record UploadGrants(List<Grant> grants) {
  public UploadGrants {
    grants = List.copyOf(grants);
  }

  /**
   * One presigned {@code PUT}, good for some minutes. The store refuses other bytes than those of
   * the hash, and answers 412 where the blob is there already, which is as good as an upload.
   *
   * @param headers to be sent exactly as they are; they are part of the signature
   */
  public record Grant(ContentHash sha256, String url, Map<String, String> headers) {
    public Grant {
      Objects.requireNonNull(sha256, "sha256");
      Objects.requireNonNull(url, "url");
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Grant[sha256=%s]".formatted(sha256);
    }
  }
}
