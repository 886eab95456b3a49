package dev.fairlead.infra;

import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * The bucket that holds blobs, manifests, routes and logs. It is private: visitors are served by
 * the edge, builds upload with presigned URLs. It survives the stack that made it.
 */
public final class StorageStack extends Stack {
  private static final int UPLOADS_DAYS = 7;
  private static final int BROKEN_UPLOADS_DAYS = 1;

  public StorageStack(Construct scope, String id) {
    super(scope, id);
    Bucket sites =
        Bucket.Builder.create(this, "Sites")
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .encryption(BucketEncryption.S3_MANAGED)
            .enforceSsl(true)
            .minimumTlsVersion(1.2)
            .removalPolicy(RemovalPolicy.RETAIN)
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .id("uploaded-sources")
                        .prefix("uploads/")
                        .expiration(Duration.days(UPLOADS_DAYS))
                        .build(),
                    LifecycleRule.builder()
                        .id("broken-uploads")
                        .abortIncompleteMultipartUploadAfter(Duration.days(BROKEN_UPLOADS_DAYS))
                        .build()))
            .build();
    CfnOutput.Builder.create(this, "SitesBucket").value(sites.getBucketName()).build();
  }
}
