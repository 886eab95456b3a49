package dev.fairlead.api.fargate;

import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.Owner;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** The order that starts a task. Of secrets it carries one token that is good for one exchange. */
final class RunTaskPlan {
  /** The container of the build in the task definition. */
  static final String CONTAINER = "build";

  private RunTaskPlan() {}

  static RunTaskRequest of(FargateConfig config, Launch launch, Capacity capacity) {
    RunTaskRequest.Builder order =
        RunTaskRequest.builder()
            .cluster(config.cluster())
            .taskDefinition(config.family())
            .count(1)
            .clientToken(TaskNames.clientToken(launch.owner(), capacity))
            .startedBy(TaskNames.startedBy(launch.owner()))
            .networkConfiguration(network(config))
            .overrides(overrides(launch));
    return switch (capacity) {
      case FARGATE -> order.launchType(LaunchType.FARGATE).build();
      case FARGATE_SPOT ->
          order
              .capacityProviderStrategy(s -> s.capacityProvider(capacity.name()).weight(1))
              .build();
    };
  }

  private static NetworkConfiguration network(FargateConfig config) {
    return NetworkConfiguration.builder()
        .awsvpcConfiguration(
            vpc ->
                vpc.subnets(config.subnets())
                    .securityGroups(config.securityGroups())
                    .assignPublicIp(
                        config.assignPublicIp() ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED))
        .build();
  }

  private static TaskOverride overrides(Launch launch) {
    TaskSize size = TaskSize.of(launch.size());
    return TaskOverride.builder()
        .cpu(Integer.toString(size.cpu()))
        .memory(Integer.toString(size.memory()))
        .ephemeralStorage(storage -> storage.sizeInGiB(size.storage()))
        .containerOverrides(
            ContainerOverride.builder().name(CONTAINER).environment(environment(launch)).build())
        .build();
  }

  private static List<KeyValuePair> environment(Launch launch) {
    List<KeyValuePair> environment = new ArrayList<>();
    environment.add(variable("FAIRLEAD_BUILD_TOKEN", launch.token().text()));
    switch (launch.owner()) {
      case Owner.OfAttempt attempt ->
          environment.add(variable("FAIRLEAD_DEPLOYMENT_ID", attempt.deployment().value()));
      case Owner.OfInspection inspection ->
          environment.add(variable("FAIRLEAD_DEPLOYMENT_ID", inspection.id().value()));
      case Owner.OfPool place -> {}
    }
    return environment;
  }

  private static KeyValuePair variable(String name, String value) {
    return KeyValuePair.builder().name(name).value(value).build();
  }
}
