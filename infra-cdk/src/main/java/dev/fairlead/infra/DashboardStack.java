package dev.fairlead.infra;

import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener.ActionProperty;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener.CertificateProperty;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener.RedirectConfigProperty;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup;
import software.constructs.Construct;

/**
 * The front door of the platform: one load balancer with one certificate. The platform's name leads
 * to the api, whose image carries the dashboard's files; the name of the logs leads to the log
 * servers, because the path of a log's WebSocket is a path of the API too.
 */
final class DashboardStack extends FairleadStack {
  static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

  /**
   * Not whether its database answers: ECS ends tasks that the load balancer finds unhealthy, and
   * while the database fails over that would be all of them.
   */
  private static final String API_HEALTH = "/health/live";

  private static final int API_DRAIN_SECONDS = 30;
  private static final int LOGS_DRAIN_SECONDS = 10;

  /** Longer than the log servers' pings are apart. */
  private static final int IDLE_SECONDS = 120;

  private final CfnLoadBalancer balancer;
  private final CfnTargetGroup api;
  private final CfnTargetGroup logs;

  DashboardStack(Construct scope, Stage stage, NetworkStack network) {
    super(scope, stage, StackRole.DASHBOARD, "Fairlead: front door of dashboard, API and logs");
    this.balancer = LoadBalancers.application(this, stage, network, IDLE_SECONDS);
    this.api =
        TargetGroups.in(
            this, "Api", network, Program.API.port(), "HTTP", API_HEALTH, API_DRAIN_SECONDS);
    this.logs =
        TargetGroups.in(
            this, "Logs", network, Program.WS_LOGS.port(), "HTTP", "/health", LOGS_DRAIN_SECONDS);
    String certificate = Certificates.of(this, stage.platform(), stage.logsHost());
    CfnListener https = https(certificate);
    CfnListenerRule.Builder.create(this, "LogsRule")
        .listenerArn(https.getRef())
        .priority(10)
        .conditions(List.of(LoadBalancers.host(stage.logsHost())))
        .actions(List.of(LoadBalancers.forwardRule(logs.getRef())))
        .build();
    toHttps();
    CfnOutput.Builder.create(this, "Address").value(balancer.getAttrDnsName()).build();
    CfnOutput.Builder.create(this, "Dashboard").value("https://" + stage.platform().name()).build();
  }

  CfnLoadBalancer balancer() {
    return balancer;
  }

  String apiTargets() {
    return api.getRef();
  }

  String logTargets() {
    return logs.getRef();
  }

  CfnTargetGroup apiTargetGroup() {
    return api;
  }

  CfnTargetGroup logTargetGroup() {
    return logs;
  }

  private CfnListener https(String certificate) {
    return CfnListener.Builder.create(this, "Https")
        .loadBalancerArn(balancer.getRef())
        .protocol("HTTPS")
        .port(Connections.HTTPS)
        .sslPolicy(TLS_POLICY)
        .certificates(List.of(CertificateProperty.builder().certificateArn(certificate).build()))
        .defaultActions(List.of(LoadBalancers.forward(api.getRef())))
        .build();
  }

  private void toHttps() {
    CfnListener.Builder.create(this, "Http")
        .loadBalancerArn(balancer.getRef())
        .protocol("HTTP")
        .port(80)
        .defaultActions(
            List.of(
                ActionProperty.builder()
                    .type("redirect")
                    .redirectConfig(
                        RedirectConfigProperty.builder()
                            .protocol("HTTPS")
                            .port("443")
                            .statusCode("HTTP_301")
                            .build())
                    .build()))
        .build();
  }
}
