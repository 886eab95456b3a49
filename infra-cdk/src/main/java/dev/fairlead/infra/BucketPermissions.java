package dev.fairlead.infra;

import static dev.fairlead.infra.TaskRoles.allow;

import dev.fairlead.infra.stage.Stage;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What is common to all who read buckets. */
final class BucketPermissions {
  private BucketPermissions() {}

  /** ARNs of the buckets of all regions, the home region's first. */
  static List<String> arns(Stage stage) {
    return stage.regions().stream().map(region -> SitesBucket.arn(stage, region)).toList();
  }

  /** Findings of cdk-nag about files of these names, as a regular expression. */
  static String finding(Stage stage, String names) {
    return "Resource::arn:[^/]+:s3:::%s-[^/]+/%s".formatted(stage.named("sites"), names);
  }

  /**
   * Without it <a
   * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject answers 403
   * where nothing is</a>, and an unknown host could not be told from a broken permission. A
   * condition on the prefix would not match: GetObject has none.
   */
  static PolicyStatement tellAbsent(String bucket) {
    return allow(List.of("s3:ListBucket"), bucket);
  }
}
