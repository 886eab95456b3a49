package dev.fairlead.site.s3;

import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.ManifestStoreContract;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.StorageKeys;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;

final class S3ManifestStoreTest extends ManifestStoreContract {
  @RegisterExtension static final LocalBucket LOCAL = new LocalBucket();

  @Override
  protected ManifestStore store() {
    return new S3ManifestStore(LOCAL.bucket());
  }

  @Override
  protected void putBytes(ProjectId project, DeploymentId deployment, byte[] bytes)
      throws IOException {
    LOCAL.bucket().put(StorageKeys.manifest(project, deployment), bytes, "application/json");
  }
}
