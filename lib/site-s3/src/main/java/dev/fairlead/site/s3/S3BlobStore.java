package dev.fairlead.site.s3;

import dev.fairlead.site.BlobNotFoundException;
import dev.fairlead.site.BlobStore;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.StorageKeys;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The blobs that builds have uploaded to a bucket. */
public final class S3BlobStore implements BlobStore {
  private final S3Bucket bucket;

  public S3BlobStore(S3Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public InputStream open(ProjectId project, ContentHash hash, long offset, long length)
      throws IOException {
    return bucket
        .reader()
        .part(StorageKeys.blob(project, hash), offset, length)
        .orElseThrow(() -> new BlobNotFoundException(project, hash));
  }

  @Override
  public OptionalLong length(ProjectId project, ContentHash hash) throws IOException {
    String key = StorageKeys.blob(project, hash);
    try {
      return OptionalLong.of(
          bucket.client().headObject(head -> head.bucket(bucket.name()).key(key)).contentLength());
    } catch (NoSuchKeyException none) {
      return OptionalLong.empty();
    } catch (SdkException e) {
      throw S3Bucket.failure("look at", key, e);
    }
  }
}
