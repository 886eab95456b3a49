package dev.fairlead.site.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.site.ContentHash;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.StorageKeys;
import dev.fairlead.site.StorageRegion;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class S3StorageTest {
  @RegisterExtension static final LocalBucket LOCAL = new LocalBucket();
  private static final StorageRegion FAR = new StorageRegion("us-east-1");

  @Test
  void everyRegionHasABucketOfItsOwn() throws Exception {
    S3Config home = LOCAL.config("home-bucket", "eu-central-1");
    S3Config far = LOCAL.config("far-bucket", "us-east-1");
    try (S3Storage storage = S3Storage.open(new S3StorageConfig(home, Map.of(FAR, far)))) {
      storage.home().createIfMissing();
      storage.bucket(FAR).createIfMissing();
      ProjectId project = ProjectId.random(new Random());
      byte[] content = {1, 2, 3};
      ContentHash hash = ContentHash.of(content);

      storage.bucket(FAR).put(StorageKeys.blob(project, hash), content, "text/plain");

      assertThat(storage.blobs(FAR).length(project, hash)).hasValue(3);
      assertThat(storage.blobs(StorageRegion.HOME).length(project, hash)).isEmpty();
      assertThat(storage.find("eu-central-1")).contains(StorageRegion.HOME);
      assertThat(storage.find("us-east-1")).contains(FAR);
      assertThat(storage.find("ap-south-1")).isEmpty();
      assertThat(storage.nameOf(StorageRegion.HOME)).isEqualTo("eu-central-1");
      assertThatThrownBy(() -> storage.manifests(new StorageRegion("ap-south-1")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ap-south-1")
          .hasMessageContaining("FAIRLEAD_S3_REGIONS");
    }
  }

  @Test
  void furtherRegionsAreReadFromTheEnvironment() {
    S3StorageConfig config =
        S3StorageConfig.fromEnvironment(
            Map.of(
                "FAIRLEAD_S3_BUCKET", "home-bucket",
                "AWS_REGION", "eu-central-1",
                "FAIRLEAD_S3_REGIONS", "us-east-1=bucket-b, ap-southeast-2=bucket-c"));

    assertThat(config.home())
        .isEqualTo(new S3Config("home-bucket", "eu-central-1", null, false, null));
    assertThat(config.others())
        .isEqualTo(
            Map.of(
                FAR,
                new S3Config("bucket-b", "us-east-1", null, false, null),
                new StorageRegion("ap-southeast-2"),
                new S3Config("bucket-c", "ap-southeast-2", null, false, null)));
  }

  @Test
  void whatIsWrongWithRegionsIsNamedAtOnce() {
    assertThatThrownBy(
            () ->
                S3StorageConfig.fromEnvironment(
                    Map.of(
                        "AWS_REGION",
                        "eu-central-1",
                        "FAIRLEAD_S3_REGIONS",
                        "us-east-1,us-west-2=b-1,us-west-2=b-2,us-west-1=NO")))
        .hasMessageContaining("FAIRLEAD_S3_BUCKET is not set")
        .hasMessageContaining("us-east-1 (expected: region=bucket)")
        .hasMessageContaining("us-west-2 is there twice")
        .hasMessageContaining("bucket: NO");
    S3Config home = new S3Config("home-bucket", "us-east-1", null, false, null);
    assertThatThrownBy(() -> new S3StorageConfig(home, Map.of(FAR, home)))
        .hasMessageContaining("us-east-1 is the home region");
  }
}
