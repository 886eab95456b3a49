package dev.fairlead.infra;

import dev.fairlead.infra.stage.ProgramSize;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.CfnService.AwsVpcConfigurationProperty;
import software.amazon.awscdk.services.ecs.CfnService.CapacityProviderStrategyItemProperty;
import software.amazon.awscdk.services.ecs.CfnService.DeploymentCircuitBreakerProperty;
import software.amazon.awscdk.services.ecs.CfnService.DeploymentConfigurationProperty;
import software.amazon.awscdk.services.ecs.CfnService.LoadBalancerProperty;
import software.amazon.awscdk.services.ecs.CfnService.NetworkConfigurationProperty;
import software.amazon.awscdk.services.ecs.CfnService.ServiceRegistryProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.constructs.Construct;

/**
 * A long-running program. An update starts the new tasks, waits until the load balancer finds them
 * healthy, and only then takes the old ones out; one that does not become healthy is rolled back.
 */
final class FargateProgram extends Construct {
  private static final int GRACE_SECONDS = 120;

  private final CfnService service;

  FargateProgram(
      Construct scope, Stage stage, NetworkStack network, Images images, ProgramSettings settings) {
    super(scope, settings.program().folder());
    Program program = settings.program();
    ProgramSize size = program.size(stage);
    CfnTaskDefinition task = new ProgramTask(stage, settings).in(this, images.of(this, program));
    CfnService.Builder builder =
        CfnService.Builder.create(this, "Service")
            .serviceName(program.folder())
            .cluster(network.cluster().getAttrArn())
            .taskDefinition(task.getRef())
            .platformVersion("LATEST")
            .capacityProviderStrategy(List.of(capacity(settings.spot())))
            .networkConfiguration(network(stage, network, program))
            .loadBalancers(targets(settings))
            .healthCheckGracePeriodSeconds(GRACE_SECONDS)
            .deploymentConfiguration(rolling())
            .availabilityZoneRebalancing("ENABLED")
            .enableEcsManagedTags(true)
            .enableExecuteCommand(false)
            .propagateTags("SERVICE");
    settings
        .registry()
        .ifPresent(
            arn ->
                builder.serviceRegistries(
                    List.of(ServiceRegistryProperty.builder().registryArn(arn).build())));
    if (!size.scales()) {
      // A number here would undo what automatic scaling has decided, with every update.
      builder.desiredCount(size.minTasks());
    }
    this.service = builder.build();
    if (size.scales()) {
      ProgramScaling.on(this, network.cluster(), service, size);
    }
  }

  String name() {
    return service.getAttrName();
  }

  private static CapacityProviderStrategyItemProperty capacity(boolean spot) {
    return CapacityProviderStrategyItemProperty.builder()
        .capacityProvider(spot ? FargateCluster.SPOT : FargateCluster.ON_DEMAND)
        .weight(1)
        .build();
  }

  private static NetworkConfigurationProperty network(
      Stage stage, NetworkStack network, Program program) {
    return NetworkConfigurationProperty.builder()
        .awsvpcConfiguration(
            AwsVpcConfigurationProperty.builder()
                .subnets(network.subnets(Subnets.PROGRAMS))
                .securityGroups(List.of(network.connections().of(program).getSecurityGroupId()))
                .assignPublicIp(stage.size().isPrivate() ? "DISABLED" : "ENABLED")
                .build())
        .build();
  }

  private static List<LoadBalancerProperty> targets(ProgramSettings settings) {
    return new TreeMap<>(settings.targetGroups())
        .entrySet().stream()
            .map(
                target ->
                    LoadBalancerProperty.builder()
                        .containerName(settings.program().folder())
                        .containerPort(target.getKey())
                        .targetGroupArn(target.getValue())
                        .build())
            .toList();
  }

  private static DeploymentConfigurationProperty rolling() {
    return DeploymentConfigurationProperty.builder()
        .minimumHealthyPercent(100)
        .maximumPercent(200)
        .deploymentCircuitBreaker(
            DeploymentCircuitBreakerProperty.builder().enable(true).rollback(true).build())
        .build();
  }
}
