package dev.fairlead.site.s3;

import dev.fairlead.testing.aws.AwsEndpoint;
import java.io.IOException;
import java.util.UUID;

/** A new bucket on whatever answers for AWS. */
final class AwsBucket {
  private AwsBucket() {}

  static S3Bucket open(AwsEndpoint endpoint) throws IOException {
    S3Bucket bucket =
        S3Bucket.open(
            new S3Config(
                "fairlead-" + UUID.randomUUID(),
                endpoint.region(),
                endpoint.uri(),
                true,
                new S3Config.Credentials(endpoint.accessKeyId(), endpoint.secretAccessKey())));
    bucket.createIfMissing();
    return bucket;
  }
}
