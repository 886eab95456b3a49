package dev.fairlead.infra;

import dev.fairlead.infra.stage.Domain;
import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnLoadBalancer;
import software.amazon.awscdk.services.route53.CfnRecordSet;
import software.amazon.awscdk.services.route53.CfnRecordSet.AliasTargetProperty;
import software.constructs.Construct;

/**
 * The names: of the sites apex and wildcard, of the platform its own and that of the logs. Where a
 * domain has no hosted zone here, the stack's output says which records the operator has to make.
 */
final class DnsStack extends FairleadStack {
  DnsStack(Construct scope, Stage stage, DashboardStack dashboard, EdgeStack edge) {
    super(scope, stage, StackRole.DNS, "Fairlead: names of sites and platform");
    names(stage.sites(), "Sites", edge.balancer(), "*." + stage.sites().name());
    names(stage.platform(), "Platform", dashboard.balancer(), stage.logsHost());
  }

  private void names(Domain domain, String id, CfnLoadBalancer balancer, String further) {
    if (domain.hostedZone().isEmpty()) {
      CfnOutput.Builder.create(this, id + "Records")
          .description("Make these records where the domain is managed")
          .value(
              "%s ALIAS or CNAME %s; %s CNAME %s"
                  .formatted(
                      domain.name(), balancer.getAttrDnsName(), further, balancer.getAttrDnsName()))
          .build();
      return;
    }
    for (String name : List.of(domain.name(), further)) {
      CfnRecordSet.Builder.create(this, id + (name.equals(further) ? "Further" : "Apex"))
          .hostedZoneId(domain.hostedZone().orElseThrow())
          .name(name + ".")
          .type("A")
          .aliasTarget(
              AliasTargetProperty.builder()
                  .dnsName(balancer.getAttrDnsName())
                  .hostedZoneId(balancer.getAttrCanonicalHostedZoneId())
                  .evaluateTargetHealth(false)
                  .build())
          .build();
    }
  }
}
