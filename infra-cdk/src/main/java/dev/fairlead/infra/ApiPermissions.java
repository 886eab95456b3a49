package dev.fairlead.infra;

import static dev.fairlead.infra.TaskRoles.allow;

import dev.fairlead.infra.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What the api's role may do, and nothing beyond. */
final class ApiPermissions {
  private ApiPermissions() {}

  static List<PolicyStatement> of(Stage stage, DataStack data, BuildsStack builds) {
    List<PolicyStatement> statements = new ArrayList<>(files(stage));
    statements.addAll(tasks(stage, builds));
    statements.add(
        allow(List.of("sqs:ReceiveMessage", "sqs:DeleteMessage"), builds.events().getQueueArn()));
    statements.add(allow(List.of("secretsmanager:GetSecretValue"), data.database().secret()));
    statements.add(
        allow(
            List.of("secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"),
            data.ownerTokenSecret()));
    statements.add(secretsKey(data));
    statements.add(cache(data, Program.API));
    return statements;
  }

  /** Signs in to the cache as the program's own user. */
  static PolicyStatement cache(DataStack data, Program program) {
    return allow(List.of("elasticache:Connect"), data.cache().arn(), data.cache().userArn(program));
  }

  /** What the api writes itself, and what it lets builds write by signing for them. */
  private static List<PolicyStatement> files(Stage stage) {
    List<PolicyStatement> statements = new ArrayList<>();
    for (String bucket : BucketPermissions.arns(stage)) {
      statements.add(
          allow(
              List.of("s3:GetObject", "s3:PutObject"),
              bucket + "/projects/*",
              bucket + "/routes/*",
              bucket + "/logs/*",
              bucket + "/uploads/*"));
      statements.add(BucketPermissions.tellAbsent(bucket));
    }
    return statements;
  }

  private static List<PolicyStatement> tasks(Stage stage, BuildsStack builds) {
    String cluster = builds.cluster().getAttrArn();
    Map<String, Map<String, String>> inCluster =
        Map.of("ArnEquals", Map.of("ecs:cluster", cluster));
    return List.of(
        conditioned(
            inCluster,
            List.of("ecs:RunTask"),
            "arn:%s:ecs:%s:%s:task-definition/%s:*"
                .formatted(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID, builds.task().family())),
        conditioned(
            inCluster,
            List.of("ecs:DescribeTasks", "ecs:StopTask"),
            "arn:%s:ecs:%s:%s:task/%s/*"
                .formatted(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID, stage.buildsCluster())),
        // Knows no other resource; the condition names the cluster.
        conditioned(inCluster, List.of("ecs:ListTasks"), "*"),
        conditioned(
            Map.of("StringEquals", Map.of("iam:PassedToService", "ecs-tasks.amazonaws.com")),
            List.of("iam:PassRole"),
            builds.task().executionRole().getRoleArn()));
  }

  private static PolicyStatement secretsKey(DataStack data) {
    return conditioned(
        Map.of(
            "StringEquals",
            Map.of("kms:ViaService", "secretsmanager.%s.%s".formatted(Aws.REGION, Aws.URL_SUFFIX))),
        List.of("kms:Decrypt", "kms:GenerateDataKey"),
        data.key().getKeyArn());
  }

  private static PolicyStatement conditioned(
      Map<String, Map<String, String>> conditions, List<String> actions, String resource) {
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(List.of(resource))
        .conditions(conditions)
        .build();
  }
}
