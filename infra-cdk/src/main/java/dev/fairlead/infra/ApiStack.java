package dev.fairlead.infra;

import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.servicediscovery.CfnService;
import software.amazon.awscdk.services.servicediscovery.CfnService.DnsConfigProperty;
import software.amazon.awscdk.services.servicediscovery.CfnService.DnsRecordProperty;
import software.amazon.awscdk.services.servicediscovery.CfnService.HealthCheckCustomConfigProperty;
import software.constructs.Construct;

/** The api: behind the dashboard's load balancer, and by a private name for builds. */
final class ApiStack extends FairleadStack {
  private static final String PRIVATE_NAME = "api";
  private static final int TTL_SECONDS = 10;
  private static final int STOP_SECONDS = 60;

  private final FargateProgram program;

  ApiStack(
      Construct scope,
      Stage stage,
      NetworkStack network,
      DataStack data,
      BuildsStack builds,
      DashboardStack dashboard,
      Images images) {
    super(scope, stage, StackRole.API, "Fairlead: the api");
    CfnService name = privateName(network);
    this.program =
        new FargateProgram(
            this,
            stage,
            network,
            images,
            new ProgramSettings(
                Program.API,
                ApiSettings.environment(stage, network, data, builds),
                ApiPermissions.of(stage, data, builds),
                Map.of(Program.API.port(), dashboard.apiTargets()),
                Optional.of(name.getAttrArn()),
                STOP_SECONDS,
                false));
    Suppressions.on(
        program,
        "AwsSolutions-IAM5",
        "Files are named by their content: permissions are by kind of file. Tasks get their ids"
            + " when they start: they are those of the cluster of builds.",
        List.of(
            BucketPermissions.finding(stage, "(projects|routes|logs|uploads)/\\*"),
            "Resource::arn:.+:ecs:.+:task-definition/%s:\\*".formatted(builds.task().family()),
            "Resource::arn:.+:ecs:.+:task/%s/\\*".formatted(stage.buildsCluster()),
            // ecs:ListTasks knows no other resource; its condition names the cluster.
            "Resource::\\*"));
  }

  FargateProgram program() {
    return program;
  }

  /** Where builds reach the api, from inside the VPC only. */
  static String buildUrl(Stage stage) {
    return "http://%s.%s.fairlead.internal:%d"
        .formatted(PRIVATE_NAME, stage.name(), Program.BUILD_PORT);
  }

  /** ECS puts healthy tasks' addresses under the name, and takes them out before they end. */
  private CfnService privateName(NetworkStack network) {
    return CfnService.Builder.create(this, "PrivateName")
        .name(PRIVATE_NAME)
        .namespaceId(network.namespace().getAttrId())
        .dnsConfig(
            DnsConfigProperty.builder()
                .routingPolicy("MULTIVALUE")
                .dnsRecords(List.of(DnsRecordProperty.builder().type("A").ttl(TTL_SECONDS).build()))
                .build())
        .healthCheckCustomConfig(
            HealthCheckCustomConfigProperty.builder().failureThreshold(1).build())
        .build();
  }
}
