package dev.fairlead.infra.doctor;

import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Whether ECS has its own role in the account; the first service of an account needs it. */
final class RoleCheck implements Check {
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
    try (IamClient iam = aws.client(IamClient.builder().region(Region.AWS_GLOBAL))) {
      iam.getRole(request -> request.roleName(ROLE));
      return List.of(Finding.ok("ECS has its role"));
    } catch (NoSuchEntityException e) {
      return List.of(
          Finding.warn(
              "the account has no role " + ROLE,
              "AWS makes it with the first cluster; should the first deployment fail for it, run"
                  + " aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com and"
                  + " deploy again."));
    }
  }
}
