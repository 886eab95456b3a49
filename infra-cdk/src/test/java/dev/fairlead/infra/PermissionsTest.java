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
    assertThat(roles(small())).noneMatch(role -> role.properties().has("ManagedPolicyArns"));
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
            "sqs:GetQueueAttributes",
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
    assertThat(statement(role, "iam:PassRole").path("Resource").toString())
        .contains("ExecutionRole");
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
        .contains("aws:SecureTransport", "cloudwatch.amazonaws.com");
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

  private static Resource taskRole(String stack) {
    return roles(small()).stream()
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
