package dev.fairlead.infra;

import static dev.fairlead.infra.TaskRoles.allow;

import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener.CertificateProperty;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** The sites: a load balancer that ends TLS, and behind it edges that only read. */
final class EdgeStack extends FairleadStack {
  /**
   * A network balancer <a
   * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html">takes
   * a while to send nobody new</a> to a target that leaves, and lets those that it has sent end.
   */
  private static final int BALANCER_DRAIN_SECONDS = 60;

  /** The edge takes whoever still comes, then lets answers end; both before the task is killed. */
  private static final int DEREGISTRATION_SECONDS = 30;

  private static final int EDGE_DRAIN_SECONDS = 30;
  private static final int STOP_SECONDS = 75;

  /** Half of what a Fargate task has on its disk at no cost (20 GiB). */
  private static final long DISK_CACHE_BYTES = 10L << 30;

  /** The part of a task's memory that blobs may take: the JVM's heap is the larger part of it. */
  private static final int BLOB_SHARE = 4;

  private final CfnLoadBalancer balancer;
  private final CfnTargetGroup targets;
  private final CfnTargetGroup redirects;
  private final FargateProgram program;

  EdgeStack(Construct scope, Stage stage, NetworkStack network, DataStack data, Images images) {
    super(scope, stage, StackRole.EDGE, "Fairlead: edges, which serve the sites");
    this.balancer = LoadBalancers.network(this, stage, network);
    this.targets =
        TargetGroups.in(
            this, "Edges", network, Program.EDGE.port(), "TCP", "/health", BALANCER_DRAIN_SECONDS);
    this.redirects =
        TargetGroups.in(
            this,
            "Redirects",
            network,
            Program.REDIRECT_PORT,
            "TCP",
            "/health",
            BALANCER_DRAIN_SECONDS);
    String certificate = Certificates.of(this, stage.sites(), "*." + stage.sites().name());
    List<CfnListener> listeners = List.of(tls(certificate), plain());
    this.program =
        new FargateProgram(
            this,
            stage,
            network,
            images,
            new ProgramSettings(
                Program.EDGE,
                environment(stage, data),
                permissions(stage, data),
                Map.of(
                    Program.EDGE.port(),
                    targets.getRef(),
                    Program.REDIRECT_PORT,
                    redirects.getRef()),
                Optional.empty(),
                STOP_SECONDS,
                false));
    // A service may only name targets that a listener uses.
    listeners.forEach(listener -> program.getNode().addDependency(listener));
    Suppressions.on(
        program,
        "AwsSolutions-IAM5",
        "Files are named by their content: the edge may read those that sites are made of, and"
            + " write none.",
        List.of(
            BucketPermissions.finding(
                stage, "(projects/\\*/(blobs/\\*|deployments/\\*/manifest)|routes/\\*)")));
    CfnOutput.Builder.create(this, "Address").value(balancer.getAttrDnsName()).build();
    CfnOutput.Builder.create(this, "Sites").value("https://" + stage.sites().name()).build();
  }

  CfnLoadBalancer balancer() {
    return balancer;
  }

  CfnTargetGroup targets() {
    return targets;
  }

  CfnTargetGroup redirects() {
    return redirects;
  }

  FargateProgram program() {
    return program;
  }

  private CfnListener tls(String certificate) {
    return CfnListener.Builder.create(this, "Tls")
        .loadBalancerArn(balancer.getRef())
        .protocol("TLS")
        .port(Connections.HTTPS)
        .sslPolicy(DashboardStack.TLS_POLICY)
        // All that the edge speaks.
        .alpnPolicy(List.of("HTTP1Only"))
        .certificates(List.of(CertificateProperty.builder().certificateArn(certificate).build()))
        .defaultActions(List.of(LoadBalancers.forward(targets.getRef())))
        .build();
  }

  private CfnListener plain() {
    return CfnListener.Builder.create(this, "Plain")
        .loadBalancerArn(balancer.getRef())
        .protocol("TCP")
        .port(Connections.HTTP)
        .defaultActions(List.of(LoadBalancers.forward(redirects.getRef())))
        .build();
  }

  private static Map<String, String> environment(Stage stage, DataStack data) {
    long memory = stage.size().edge().memoryMib() * 1024L * 1024L;
    Map<String, String> variables = new HashMap<>(ApiSettings.redis(stage, data, Program.EDGE));
    variables.putAll(ApiSettings.storage(stage));
    variables.put("FAIRLEAD_EDGE_PORT", Integer.toString(Program.EDGE.port()));
    variables.put("FAIRLEAD_EDGE_REDIRECT_PORT", Integer.toString(Program.REDIRECT_PORT));
    variables.put("FAIRLEAD_EDGE_DEREGISTRATION", "PT%dS".formatted(DEREGISTRATION_SECONDS));
    variables.put("FAIRLEAD_EDGE_DRAIN", "PT%dS".formatted(EDGE_DRAIN_SECONDS));
    variables.put("FAIRLEAD_EDGE_BLOB_CACHE_BYTES", Long.toString(memory / BLOB_SHARE));
    // The load balancer does not show the addresses of its clients to targets by address.
    variables.put("FAIRLEAD_EDGE_MAX_CONNECTIONS_PER_ADDRESS", "10000");
    variables.put("FAIRLEAD_EDGE_DISK_CACHE", "/tmp/blobs");
    variables.put("FAIRLEAD_EDGE_DISK_CACHE_BYTES", Long.toString(DISK_CACHE_BYTES));
    return variables;
  }

  private static List<PolicyStatement> permissions(Stage stage, DataStack data) {
    List<PolicyStatement> statements = new ArrayList<>();
    for (String bucket : BucketPermissions.arns(stage)) {
      statements.add(
          allow(
              List.of("s3:GetObject"),
              bucket + "/projects/*/blobs/*",
              bucket + "/projects/*/deployments/*/manifest",
              bucket + "/routes/*"));
      statements.add(BucketPermissions.tellAbsent(bucket));
    }
    statements.add(ApiPermissions.cache(data, Program.EDGE));
    return statements;
  }
}
