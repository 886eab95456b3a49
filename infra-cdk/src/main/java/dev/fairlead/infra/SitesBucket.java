package dev.fairlead.infra;

import dev.fairlead.infra.stage.Stage;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * A bucket that holds blobs, manifests, routes and logs. It is private: visitors are served by the
 * edge, builds upload with presigned URLs. It survives the stack that made it.
 */
final class SitesBucket {
  private static final int UPLOADS_DAYS = 7;
  private static final int BROKEN_UPLOADS_DAYS = 1;

  private SitesBucket() {}

  /** Name of the bucket of a region, the same wherever it is asked for. */
  static String name(Stage stage, String region) {
    return "%s-%s-%s".formatted(stage.named("sites"), Aws.ACCOUNT_ID, region);
  }

  static String arn(Stage stage, String region) {
    return "arn:%s:s3:::%s".formatted(Aws.PARTITION, name(stage, region));
  }

  /** Makes the bucket of the stack's region. */
  static Bucket in(Construct scope, Stage stage, String region) {
    Bucket bucket =
        Bucket.Builder.create(scope, "Sites")
            .bucketName(name(stage, region))
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .encryption(BucketEncryption.S3_MANAGED)
            .enforceSsl(true)
            .minimumTlsVersion(1.2)
            .removalPolicy(RemovalPolicy.RETAIN)
            .lifecycleRules(List.of(uploadedSources(), brokenUploads()))
            .build();
    Suppressions.on(
        bucket,
        "AwsSolutions-S1",
        "Its readers are the edge and the api, one role each. Access logs of every file that is"
            + " served would cost more than the files; CloudTrail's data events can be turned on.");
    return bucket;
  }

  private static LifecycleRule uploadedSources() {
    return LifecycleRule.builder()
        .id("uploaded-sources")
        .prefix("uploads/")
        .expiration(Duration.days(UPLOADS_DAYS))
        .build();
  }

  private static LifecycleRule brokenUploads() {
    return LifecycleRule.builder()
        .id("broken-uploads")
        .abortIncompleteMultipartUploadAfter(Duration.days(BROKEN_UPLOADS_DAYS))
        .build();
  }
}
