package dev.fairlead.infra.doctor;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Whether there are credentials, and whose. */
final class CredentialsCheck implements Check {
  private final AwsAccess aws;

  CredentialsCheck(AwsAccess aws) {
    this.aws = aws;
  }

  @Override
  public String subject() {
    return "credentials";
  }

  @Override
  public List<Finding> run() {
    try (StsClient sts = aws.client(StsClient.builder())) {
      GetCallerIdentityResponse caller = sts.getCallerIdentity();
      if (caller.arn().endsWith(":root")) {
        return List.of(
            Finding.warn(
                "signed in as the root user of account " + caller.account(),
                "Make an administrator in IAM Identity Center and use that: docs/aws.md,"
                    + " Credentials."));
      }
      return List.of(Finding.ok("account %s as %s".formatted(caller.account(), caller.arn())));
    } catch (SdkException e) {
      return List.of(
          Finding.fail(
              "no valid credentials: " + firstSentence(e),
              "Run aws configure sso, or set AWS_PROFILE: docs/aws.md, Credentials."));
    }
  }

  /** The SDK lists all the places where it has looked, with what each of them said. */
  private static String firstSentence(SdkException e) {
    return String.valueOf(e.getMessage()).replaceFirst("(?s)( in the chain|\\n| \\().*", "");
  }
}
