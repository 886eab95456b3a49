package dev.fairlead.site.s3;

import dev.fairlead.site.BlobStore;
import dev.fairlead.site.BlobStoreContract;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.StorageKeys;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;

final class S3BlobStoreTest extends BlobStoreContract {
  @RegisterExtension static final LocalBucket LOCAL = new LocalBucket();

  @Override
  protected BlobStore store() {
    return new S3BlobStore(LOCAL.bucket());
  }

  @Override
  protected void put(ProjectId project, byte[] content) throws IOException {
    LOCAL.bucket().put(StorageKeys.blob(project, ContentHash.of(content)), content, "text/plain");
  }
}
