package dev.fairlead.infra.doctor;

import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;

/** Whether ECS has its own role in the account; the first service of an account needs it. */
public final class RoleCheck implements Check {
  private static final String SERVICE = "ecs.amazonaws.com";
  private static final String PATH = "/aws-service-role/%s/".formatted(SERVICE);

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
                "ECS has no role in the account",
                "Nothing to do: ./fairlead aws deploy makes it first."));
  }

  /** Makes the role where it is missing: the first cluster of an account can come too early. */
  public static void ensure(AwsAccess aws) {
    if (!isThere(aws)) {
      try (IamClient iam = aws.client(IamClient.builder())) {
        iam.createServiceLinkedRole(request -> request.awsServiceName(SERVICE));
      }
    }
  }

  private static boolean isThere(AwsAccess aws) {
    try (IamClient iam = aws.client(IamClient.builder())) {
      return !iam.listRoles(request -> request.pathPrefix(PATH)).roles().isEmpty();
    }
  }
}
