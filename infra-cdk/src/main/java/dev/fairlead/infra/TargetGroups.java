package dev.fairlead.infra;

import java.util.List;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup.MatcherProperty;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup.TargetGroupAttributeProperty;
import software.constructs.Construct;

/** The tasks behind a load balancer: asked every ten seconds, drained before they end. */
final class TargetGroups {
  private TargetGroups() {}

  /**
   * Makes one.
   *
   * @param protocol HTTP behind the dashboard's load balancer, TCP behind the sites'
   * @param healthPath asked over HTTP
   * @param drainSeconds how long open requests may take when a task is to end
   */
  static CfnTargetGroup in(
      Construct scope,
      String id,
      NetworkStack network,
      int port,
      String protocol,
      String healthPath,
      int drainSeconds) {
    return CfnTargetGroup.Builder.create(scope, id)
        .vpcId(network.network().getVpcId())
        .targetType("ip")
        .protocol(protocol)
        .port(port)
        .healthCheckProtocol("HTTP")
        .healthCheckPath(healthPath)
        .healthCheckIntervalSeconds(10)
        .healthCheckTimeoutSeconds(5)
        .healthyThresholdCount(2)
        .unhealthyThresholdCount(3)
        .matcher(MatcherProperty.builder().httpCode("200").build())
        .targetGroupAttributes(
            List.of(
                attribute("deregistration_delay.timeout_seconds", Integer.toString(drainSeconds))))
        .build();
  }

  private static TargetGroupAttributeProperty attribute(String key, String value) {
    return TargetGroupAttributeProperty.builder().key(key).value(value).build();
  }
}
