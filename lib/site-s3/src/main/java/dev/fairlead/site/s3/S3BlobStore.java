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
    String key = StorageKeys.blob(project, hash);
    String range = "bytes=%d-%d".formatted(offset, offset + length - 1);
    try {
      return new S3Stream(
          bucket.client().getObject(get -> get.bucket(bucket.name()).key(key).range(range)),
          length);
    } catch (NoSuchKeyException none) {
      throw new BlobNotFoundException(project, hash);
    } catch (SdkException e) {
      throw S3Bucket.failure("read", key, e);
    }
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
