package dev.fairlead.infra.doctor;

import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Whether ECS has its own role in the account; the first service of an account needs it. */
public final class RoleCheck implements Check {
  private static final String ROLE = "AWSServiceRoleForECS";

  private final AwsAccess aws;

  RoleCheck(AwsAccess aws) {
    this.aws = aws;
  }

  @Override
  public String subject() {
    return "roles";
  }

  @Override
  public List<Finding> run() {
    return List.of(
        isThere(aws)
            ? Finding.ok("ECS has its role")
            : Finding.warn(
                "the account has no role " + ROLE,
                "Nothing to do: ./fairlead aws deploy makes it first."));
  }

  /** Makes the role where it is missing: the first cluster of an account can come too early. */
  public static void ensure(AwsAccess aws) {
    if (!isThere(aws)) {
      try (IamClient iam = aws.client(IamClient.builder())) {
        iam.createServiceLinkedRole(request -> request.awsServiceName("ecs.amazonaws.com"));
      }
    }
  }

  private static boolean isThere(AwsAccess aws) {
    try (IamClient iam = aws.client(IamClient.builder())) {
      iam.getRole(request -> request.roleName(ROLE));
      return true;
    } catch (NoSuchEntityException e) {
      return false;
    }
  }
}
