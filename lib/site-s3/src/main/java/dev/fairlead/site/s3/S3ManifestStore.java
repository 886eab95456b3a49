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
  public Optional<Manifest> find(ProjectId project, DeploymentId deployment) throws IOException {
    Optional<S3Bucket.Content> stored = bucket.find(StorageKeys.manifest(project, deployment));
    return stored.isEmpty()
        ? Optional.empty()
        : Optional.of(Manifest.parse(stored.get().bytes(), project, deployment));
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
