package dev.fairlead.api.storage;

import dev.fairlead.site.BlobStore;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.StorageRegion;
import dev.fairlead.site.s3.S3Bucket;
import dev.fairlead.site.s3.S3LogArchive;
import dev.fairlead.site.s3.S3Storage;
import dev.fairlead.site.s3.S3UploadPresigner;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jdbi.v3.core.Jdbi;

/**
 * The stores of a project, in the region that it was made in.
 *
 * <p>Every method throws {@link IOException} if the region is no longer configured.
 */
@Singleton
public final class ProjectStorage {
  private final Jdbi jdbi;
  private final S3Storage storage;

  ProjectStorage(Jdbi jdbi, S3Storage storage) {
    this.jdbi = jdbi;
    this.storage = storage;
  }

  public BlobStore blobs(ProjectId project) throws IOException {
    return storage.blobs(regionOf(project));
  }

  public ManifestStore manifests(ProjectId project) throws IOException {
    return storage.manifests(regionOf(project));
  }

  public S3UploadPresigner presigner(ProjectId project) throws IOException {
    return new S3UploadPresigner(bucket(project));
  }

  public S3LogArchive logs(ProjectId project) throws IOException {
    return new S3LogArchive(bucket(project));
  }

  private S3Bucket bucket(ProjectId project) throws IOException {
    return storage.bucket(regionOf(project));
  }

  private StorageRegion regionOf(ProjectId project) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT storage_region FROM project WHERE id = ?")
                .bind(0, project.value())
                .mapTo(String.class)
                .map(StorageRegion::parse)
                .one());
  }
}
