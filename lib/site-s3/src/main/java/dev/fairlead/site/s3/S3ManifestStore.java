package dev.fairlead.site.s3;

import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Manifest;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.StorageKeys;
import java.io.IOException;
import java.util.Optional;

/** The manifests in a bucket, each created by one {@code If-None-Match: *} write. */
public final class S3ManifestStore implements ManifestStore {
  private final S3Bucket bucket;

  public S3ManifestStore(S3Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public Optional<byte[]> read(ProjectId project, DeploymentId deployment) throws IOException {
    return bucket
        .find(StorageKeys.manifest(project, deployment), Manifest.MAX_BYTES)
        .map(S3Bucket.Content::bytes);
  }

  @Override
  public Manifest create(Manifest manifest) throws IOException {
    String key = StorageKeys.manifest(manifest.project(), manifest.deployment());
    if (bucket.create(key, manifest.toJson()).isPresent()) {
      return manifest;
    }
    return find(manifest.project(), manifest.deployment())
        .orElseThrow(() -> new IOException("S3: %s is being written or removed".formatted(key)));
  }
}
