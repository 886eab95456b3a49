package dev.fairlead.infra;

import dev.fairlead.infra.stage.Stage;
import java.util.List;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListenerRule.HostHeaderConfigProperty;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListenerRule.RuleConditionProperty;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnLoadBalancer.LoadBalancerAttributeProperty;
import software.constructs.Construct;

/** The two load balancers that face the internet. */
final class LoadBalancers {
  private LoadBalancers() {}

  /** Understands HTTP: refuses malformed headers, follows the idle time-out that is given. */
  static CfnLoadBalancer application(
      Construct scope, Stage stage, NetworkStack network, int idleSeconds) {
    return facingTheInternet(
        scope,
        "application",
        stage.named("platform"),
        network,
        network.connections().dashboard(),
        List.of(
            attribute("idle_timeout.timeout_seconds", Integer.toString(idleSeconds)),
            attribute("routing.http.drop_invalid_header_fields.enabled", "true"),
            attribute("routing.http.desync_mitigation_mode", "strictest")));
  }

  /** Ends TLS and passes bytes on. */
  static CfnLoadBalancer network(Construct scope, Stage stage, NetworkStack network) {
    return facingTheInternet(
        scope,
        "network",
        stage.named("sites"),
        network,
        network.connections().visitors(),
        List.of(attribute("load_balancing.cross_zone.enabled", "true")));
  }

  static CfnListener.ActionProperty forward(String targetGroup) {
    return CfnListener.ActionProperty.builder().type("forward").targetGroupArn(targetGroup).build();
  }

  static CfnListenerRule.ActionProperty forwardRule(String targetGroup) {
    return CfnListenerRule.ActionProperty.builder()
        .type("forward")
        .targetGroupArn(targetGroup)
        .build();
  }

  static RuleConditionProperty host(String host) {
    return RuleConditionProperty.builder()
        .field("host-header")
        .hostHeaderConfig(HostHeaderConfigProperty.builder().values(List.of(host)).build())
        .build();
  }

  private static CfnLoadBalancer facingTheInternet(
      Construct scope,
      String type,
      String name,
      NetworkStack network,
      SecurityGroup group,
      List<LoadBalancerAttributeProperty> attributes) {
    CfnLoadBalancer balancer =
        CfnLoadBalancer.Builder.create(scope, "Balancer")
            .name(name)
            .type(type)
            .scheme("internet-facing")
            .subnets(network.subnets(Subnets.PUBLIC))
            .securityGroups(List.of(group.getSecurityGroupId()))
            .loadBalancerAttributes(attributes)
            .build();
    Suppressions.on(
        balancer,
        "AwsSolutions-ELB2",
        "Access logs hold visitors' addresses: an operator who may keep them can turn them on. The"
            + " alarms use the balancer's metrics.");
    return balancer;
  }

  private static LoadBalancerAttributeProperty attribute(String key, String value) {
    return LoadBalancerAttributeProperty.builder().key(key).value(value).build();
  }
}
