package dev.fairlead.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.infra.Synthesised.Resource;
import dev.fairlead.infra.stage.StageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each role may do what its program does, and nothing else. */
final class PermissionsTest {

  @Test
  void noRoleMayDoEverythingOfAService() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      for (Resource role : roles(synthesis)) {
        assertThat(actions(role)).as(role.id()).noneMatch(action -> action.contains("*"));
      }
    }
  }

  @Test
  void everythingIsAResourceOnlyWhereAwsKnowsNoOther() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      for (Resource role : roles(synthesis)) {
        for (JsonNode statement : statements(role)) {
          if (values(statement.path("Resource")).contains("*")) {
            assertThat(values(statement.path("Action")))
                .as(role.id())
                .isSubsetOf("ecr:GetAuthorizationToken", "ecs:ListTasks");
          }
        }
      }
    }
  }

  @Test
  void noRoleHasAPolicyOfAwsThatMayChangeUnseen() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(roles(synthesis)).noneMatch(role -> role.properties().has("ManagedPolicyArns"));
    }
  }

  @Test
  void noRoleOfATaskIsTakenForAnotherAccount() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      List<Resource> ours =
          roles(synthesis).stream()
              .filter(role -> role.id().matches(".*(TaskRole|ExecutionRole).*"))
              .toList();
      assertThat(ours)
          .hasSize(7)
          .allMatch(
              role ->
                  role.properties()
                      .at("/AssumeRolePolicyDocument/Statement/0/Condition/StringEquals")
                      .path("aws:SourceAccount")
                      .path("Ref")
                      .asText()
                      .equals("AWS::AccountId"));
    }
  }

  @Test
  void programsOfBothSizesMayDoTheSame() {
    for (String stack : List.of("fairlead-live-api", "fairlead-live-logs", "fairlead-live-edge")) {
      assertThat(statements(taskRole(Synthesised.of(StageSize.PRODUCTION), stack)))
          .isEqualTo(statements(taskRole(stack)));
    }
  }

  @Test
  void theApiMayDoThis() {
    assertThat(actions(taskRole("fairlead-live-api")))
        .containsExactlyInAnyOrder(
            "s3:GetObject",
            "s3:PutObject",
            "s3:ListBucket",
            "ecs:RunTask",
            "ecs:DescribeTasks",
            "ecs:StopTask",
            "ecs:ListTasks",
            "iam:PassRole",
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "secretsmanager:GetSecretValue",
            "secretsmanager:PutSecretValue",
            "kms:Decrypt",
            "kms:GenerateDataKey",
            "elasticache:Connect");
  }

  @Test
  void theApiStartsBuildsInTheirClusterOnlyAndPassesOnlyTheirRole() {
    Resource role = taskRole("fairlead-live-api");

    assertThat(
            statement(role, "ecs:RunTask").path("Condition").path("ArnEquals").has("ecs:cluster"))
        .isTrue();
    assertThat(statement(role, "ecs:RunTask").path("Resource").toString())
        .contains("task-definition/fairlead-live-build:*");
    assertThat(
            statement(role, "ecs:ListTasks").path("Condition").path("ArnEquals").has("ecs:cluster"))
        .isTrue();
    assertThat(
            statement(role, "iam:PassRole")
                .path("Condition")
                .path("StringEquals")
                .path("iam:PassedToService")
                .asText())
        .isEqualTo("ecs-tasks.amazonaws.com");
    assertThat(statement(role, "iam:PassRole").path("Resource").path("Fn::ImportValue").asText())
        .isEqualTo(exportOf(executionRoleOfBuilds()));
  }

  @Test
  void theEdgeReadsWhatSitesAreMadeOfAndWritesNothing() {
    Resource role = taskRole("fairlead-live-edge");

    assertThat(actions(role))
        .containsExactlyInAnyOrder("s3:GetObject", "s3:ListBucket", "elasticache:Connect");
    assertThat(statement(role, "s3:GetObject").path("Resource").toString())
        .contains("/projects/*/blobs/*", "/projects/*/deployments/*/manifest", "/routes/*")
        .doesNotContain("/logs/", "/uploads/");
  }

  @Test
  void aLogServerSignsInToTheCacheAndDoesNothingElse() {
    assertThat(actions(taskRole("fairlead-live-logs"))).containsExactly("elasticache:Connect");
  }

  @Test
  void alarmsMayBeToldAndOnlyOverTls() {
    Resource policy = Synthesised.resources(small(), "AWS::SNS::TopicPolicy").getFirst();

    assertThat(policy.properties().toString())
        .contains("aws:SecureTransport", "cloudwatch.amazonaws.com", "aws:SourceAccount");
  }

  @Test
  void eachProgramSignsInAsItself() {
    for (String stack : List.of("fairlead-live-api", "fairlead-live-logs", "fairlead-live-edge")) {
      JsonNode resources = statement(taskRole(stack), "elasticache:Connect").path("Resource");
      assertThat(resources).hasSize(2);
      assertThat(resources.toString()).contains("CacheUser");
    }
  }

  private static Synthesis small() {
    return Synthesised.of(StageSize.SMALL);
  }

  private static List<Resource> roles(Synthesis synthesis) {
    return Synthesised.resources(synthesis, "AWS::IAM::Role");
  }

  private static String executionRoleOfBuilds() {
    return roles(small()).stream()
        .filter(role -> role.stack().equals("fairlead-live-builds"))
        .filter(role -> role.id().contains("ExecutionRole"))
        .map(Resource::id)
        .findFirst()
        .orElseThrow();
  }

  /** Name under which the stack of the builds exports a resource's ARN. */
  private static String exportOf(String resource) {
    return small().stacks().stream()
        .filter(stack -> stack.name().equals("fairlead-live-builds"))
        .flatMap(stack -> stack.template().path("Outputs").valueStream())
        .filter(
            output ->
                output
                    .path("Value")
                    .path("Fn::GetAtt")
                    .toString()
                    .equals("[\"%s\",\"Arn\"]".formatted(resource)))
        .map(output -> output.at("/Export/Name").asText())
        .findFirst()
        .orElseThrow();
  }

  private static Resource taskRole(String stack) {
    return taskRole(small(), stack);
  }

  private static Resource taskRole(Synthesis synthesis, String stack) {
    return roles(synthesis).stream()
        .filter(role -> role.stack().equals(stack) && role.id().contains("TaskRole"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode statement(Resource role, String action) {
    return statements(role).stream()
        .filter(statement -> values(statement.path("Action")).contains(action))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> actions(Resource role) {
    return statements(role).stream()
        .flatMap(statement -> values(statement.path("Action")).stream())
        .distinct()
        .toList();
  }

  private static List<JsonNode> statements(Resource role) {
    List<JsonNode> statements = new ArrayList<>();
    for (JsonNode policy : role.properties().path("Policies")) {
      policy.at("/PolicyDocument/Statement").forEach(statements::add);
    }
    // What constructs of the CDK grant lies in a resource of its own.
    Synthesised.resources(small(), "AWS::IAM::Policy").stream()
        .filter(policy -> policy.stack().equals(role.stack()))
        .filter(policy -> policy.properties().path("Roles").toString().contains(role.id()))
        .forEach(
            policy -> policy.properties().at("/PolicyDocument/Statement").forEach(statements::add));
    return statements;
  }

  private static List<String> values(JsonNode node) {
    return (node.isArray() ? node.valueStream() : Stream.of(node)).map(JsonNode::asText).toList();
  }
}
