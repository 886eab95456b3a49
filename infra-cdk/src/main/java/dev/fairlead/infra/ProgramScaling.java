package dev.fairlead.infra;

import dev.fairlead.infra.stage.ProgramSize;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalableTarget;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.PredefinedMetricSpecificationProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty;
import software.amazon.awscdk.services.ecs.CfnCluster;
import software.amazon.awscdk.services.ecs.CfnService;
import software.constructs.Construct;

/** Keeps the CPU use of a service near a target: quick to add tasks, slow to take them away. */
final class ProgramScaling {
  private static final int CPU_PERCENT = 60;
  private static final int SECONDS_TO_GROW = 60;
  private static final int SECONDS_TO_SHRINK = 300;

  private ProgramScaling() {}

  static void on(Construct scope, CfnCluster cluster, CfnService service, ProgramSize size) {
    CfnScalableTarget target =
        CfnScalableTarget.Builder.create(scope, "Scaling")
            .serviceNamespace("ecs")
            .scalableDimension("ecs:service:DesiredCount")
            .resourceId("service/%s/%s".formatted(cluster.getRef(), service.getAttrName()))
            .minCapacity(size.minTasks())
            .maxCapacity(size.maxTasks())
            .build();
    CfnScalingPolicy.Builder.create(scope, "ScalingByCpu")
        .policyName("cpu")
        .policyType("TargetTrackingScaling")
        .scalingTargetId(target.getRef())
        .targetTrackingScalingPolicyConfiguration(
            TargetTrackingScalingPolicyConfigurationProperty.builder()
                .targetValue(CPU_PERCENT)
                .scaleOutCooldown(SECONDS_TO_GROW)
                .scaleInCooldown(SECONDS_TO_SHRINK)
                .predefinedMetricSpecification(
                    PredefinedMetricSpecificationProperty.builder()
                        .predefinedMetricType("ECSServiceAverageCPUUtilization")
                        .build())
                .build())
        .build();
  }
}
