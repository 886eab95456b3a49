package dev.fairlead.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The two roles of a task: the one that starts it, and the one that the program has. */
final class TaskRoles {
  private TaskRoles() {}

  /** Pulls one image and writes one log; the program in the task never sees it. */
  static Role execution(Construct scope, Images.ProgramImage image, LogGroup log) {
    Role role =
        role(
            scope,
            "ExecutionRole",
            List.of(
                allow(List.of("ecr:GetAuthorizationToken"), "*"),
                allow(
                    List.of(
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:BatchGetImage",
                        "ecr:GetDownloadUrlForLayer"),
                    image.repository()),
                allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), log.getLogGroupArn())));
    Suppressions.on(
        role,
        "AwsSolutions-IAM5",
        "ecr:GetAuthorizationToken knows no resources.",
        List.of("Resource::\\*"));
    return role;
  }

  /** What the program itself may do. */
  static Role task(Construct scope, List<PolicyStatement> permissions) {
    return role(scope, "TaskRole", permissions);
  }

  static PolicyStatement allow(List<String> actions, String... resources) {
    return PolicyStatement.Builder.create().actions(actions).resources(List.of(resources)).build();
  }

  private static Role role(Construct scope, String id, List<PolicyStatement> statements) {
    return Role.Builder.create(scope, id)
        // Nobody makes ECS act with it for another account.
        .assumedBy(
            ServicePrincipal.Builder.create("ecs-tasks.amazonaws.com")
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                .build())
        .inlinePolicies(
            statements.isEmpty()
                ? Map.of()
                : Map.of(
                    "Permissions", PolicyDocument.Builder.create().statements(statements).build()))
        .build();
  }
}
