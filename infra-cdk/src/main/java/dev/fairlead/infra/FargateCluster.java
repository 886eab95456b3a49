package dev.fairlead.infra;

import dev.fairlead.infra.stage.Stage;
import java.util.List;
import software.amazon.awscdk.services.ecs.CfnCluster;
import software.amazon.awscdk.services.ecs.CfnCluster.ClusterSettingsProperty;
import software.constructs.Construct;

/** A cluster without machines of its own. */
final class FargateCluster {
  static final String ON_DEMAND = "FARGATE";
  static final String SPOT = "FARGATE_SPOT";

  private FargateCluster() {}

  static CfnCluster in(Construct scope, Stage stage, String name) {
    boolean insights = stage.size().containerInsights();
    CfnCluster cluster =
        CfnCluster.Builder.create(scope, "Cluster")
            .clusterName(name)
            .capacityProviders(List.of(ON_DEMAND, SPOT))
            .clusterSettings(
                List.of(
                    ClusterSettingsProperty.builder()
                        .name("containerInsights")
                        .value(insights ? "enabled" : "disabled")
                        .build()))
            .build();
    if (!insights) {
      Suppressions.on(
          cluster,
          "AwsSolutions-ECS4",
          "Container Insights are paid by metric and would cost more than the tasks of this size;"
              + " the alarms use the metrics that services have without them.");
    }
    return cluster;
  }
}
