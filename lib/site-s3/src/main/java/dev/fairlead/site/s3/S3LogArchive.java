package dev.fairlead.site.s3;

import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.StorageKeys;
import java.io.IOException;
import java.util.Optional;

/** The logs of ended builds, one object each; written again, the later one stays. */
public final class S3LogArchive {
  private final S3Bucket bucket;

  public S3LogArchive(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /**
   * Stores a log.
   *
   * @param content in the form that the caller reads back; some MiB at most
   * @throws IOException if the store cannot be reached or refuses
   */
  public void put(ProjectId project, DeploymentId deployment, byte[] content) throws IOException {
    bucket.put(StorageKeys.log(project, deployment), content, "application/octet-stream");
  }

  /**
   * Reads a log; empty if there is none.
   *
   * @throws IOException if the store cannot be reached or refuses
   */
  public Optional<byte[]> find(ProjectId project, DeploymentId deployment) throws IOException {
    return bucket.find(StorageKeys.log(project, deployment)).map(S3Bucket.Content::bytes);
  }
}
