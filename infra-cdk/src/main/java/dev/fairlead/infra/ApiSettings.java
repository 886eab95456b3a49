package dev.fairlead.infra;

import dev.fairlead.infra.stage.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The api's environment. */
final class ApiSettings {
  private ApiSettings() {}

  static Map<String, String> environment(
      Stage stage, NetworkStack network, DataStack data, BuildsStack builds) {
    Map<String, String> variables = new HashMap<>();
    variables.put("FAIRLEAD_API_PORT", Integer.toString(Program.API.port()));
    variables.put("FAIRLEAD_API_BUILD_PORT", Integer.toString(Program.BUILD_PORT));
    variables.put("FAIRLEAD_API_URL", "https://" + stage.platform().name());
    variables.put("FAIRLEAD_SITE_URL", "https://" + stage.sites().name());
    variables.put("FAIRLEAD_LOGS_URL", "wss://" + stage.logsHost());
    variables.put("FAIRLEAD_DATABASE_URL", data.database().url());
    variables.put("FAIRLEAD_DATABASE_SECRET", data.database().secret());
    variables.put("FAIRLEAD_OWNER_TOKEN_SECRET", data.ownerTokenSecret());
    variables.put("FAIRLEAD_BUILD_CONCURRENCY", Integer.toString(stage.size().buildConcurrency()));
    variables.putAll(storage(stage));
    variables.putAll(redis(stage, data, Program.API));
    variables.putAll(launcher(stage, network, builds));
    return variables;
  }

  /** What api and edge know of the buckets. */
  static Map<String, String> storage(Stage stage) {
    Map<String, String> variables = new HashMap<>();
    variables.put("AWS_REGION", stage.region());
    variables.put("FAIRLEAD_S3_BUCKET", SitesBucket.name(stage, stage.region()));
    if (!stage.furtherRegions().isEmpty()) {
      variables.put(
          "FAIRLEAD_S3_REGIONS",
          stage.furtherRegions().stream()
              .map(region -> region + "=" + SitesBucket.name(stage, region))
              .collect(Collectors.joining(",")));
    }
    return variables;
  }

  /** How a program signs in to the cache. */
  static Map<String, String> redis(Stage stage, DataStack data, Program program) {
    Cache cache = data.cache();
    return Map.of(
        "AWS_REGION", stage.region(),
        "FAIRLEAD_REDIS_URL", cache.url(),
        "FAIRLEAD_REDIS_CLUSTER", "true",
        "FAIRLEAD_REDIS_USER", cache.userName(stage, program),
        "FAIRLEAD_REDIS_IAM_CACHE", cache.name(stage));
  }

  private static Map<String, String> launcher(
      Stage stage, NetworkStack network, BuildsStack builds) {
    return Map.of(
        "FAIRLEAD_BUILD_LAUNCHER", "fargate",
        "FAIRLEAD_ECS_CLUSTER", builds.cluster().getAttrArn(),
        "FAIRLEAD_ECS_TASK_FAMILY", builds.task().family(),
        "FAIRLEAD_ECS_SUBNETS", String.join(",", network.subnets(Subnets.BUILDS)),
        "FAIRLEAD_ECS_SECURITY_GROUPS", network.connections().builds().getSecurityGroupId(),
        "FAIRLEAD_ECS_ASSIGN_PUBLIC_IP", Boolean.toString(!stage.size().isPrivate()),
        "FAIRLEAD_ECS_PREVIEWS_ON_SPOT", Boolean.toString(stage.size().spotPreviews()),
        "FAIRLEAD_ECS_EVENTS_QUEUE_URL", builds.events().getQueueUrl(),
        "FAIRLEAD_ECS_WARM_TASKS", Integer.toString(stage.size().warmTasks()));
  }
}
