package dev.fairlead.infra;

import static dev.fairlead.infra.Alarms.metric;

import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Who is told when something is wrong, and one page that shows how it is. */
final class ObservabilityStack extends FairleadStack {
  private static final String ALB = "AWS/ApplicationELB";
  private static final String NLB = "AWS/NetworkELB";
  private static final String CPU = "CPUUtilization";

  private final Stage stage;
  private final Alarms alarms;

  ObservabilityStack(
      Construct scope,
      Stage stage,
      NetworkStack network,
      DataStack data,
      BuildsStack builds,
      DashboardStack dashboard,
      EdgeStack edge) {
    super(scope, stage, StackRole.OBSERVABILITY, "Fairlead: alarms and overview");
    this.stage = stage;
    Topic topic =
        Topic.Builder.create(this, "Topic")
            .topicName(stage.named("alarms"))
            .enforceSsl(true)
            .build();
    // The policy that demands TLS takes the place of the one that let alarms in.
    topic.grantPublish(
        ServicePrincipal.Builder.create("cloudwatch.amazonaws.com")
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
            .build());
    Suppressions.on(
        topic,
        "AwsSolutions-SNS2",
        "Alarms say the names of metrics, nothing secret, and CloudWatch cannot write to a topic"
            + " that is encrypted with the account's default key.");
    stage.alarmMail().ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
    this.alarms = new Alarms(this, topic);

    Metric platformErrors = errors(dashboard, "HTTPCode_Target_5XX_Count");
    Metric databaseUse =
        metric(
            "AWS/RDS",
            "ACUUtilization",
            Map.of("DBClusterIdentifier", data.database().clusterId()),
            "Average");
    Metric lostEvents =
        metric(
            "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            Map.of("QueueName", builds.deadEvents().getQueueName()),
            "Maximum");
    alarms.above("PlatformErrors", "The api answers with errors of its own", platformErrors, 10, 5);
    alarms.above("DatabaseFull", "The database is at its largest size", databaseUse, 90, 15);
    alarms.above("LostEvents", "Events of builds could not be read", lostEvents, 1, 1);
    alarms.above(
        "BalancerErrors",
        "The platform's load balancer finds nobody who answers",
        errors(dashboard, "HTTPCode_ELB_5XX_Count"),
        10,
        5);
    String platform = dashboard.balancer().getAttrLoadBalancerFullName();
    String sites = edge.balancer().getAttrLoadBalancerFullName();
    targets(ALB, "Api", dashboard.apiTargetGroup(), platform);
    targets(ALB, "Logs", dashboard.logTargetGroup(), platform);
    targets(NLB, "Edges", edge.targets(), sites);
    targets(NLB, "Redirects", edge.redirects(), sites);
    overview(network, List.of(platformErrors), List.of(databaseUse));
  }

  private static Metric errors(DashboardStack dashboard, String name) {
    return metric(
        ALB,
        name,
        Map.of("LoadBalancer", dashboard.balancer().getAttrLoadBalancerFullName()),
        "Sum");
  }

  private void targets(String namespace, String id, CfnTargetGroup targets, String loadBalancer) {
    Map<String, String> dimensions =
        Map.of("TargetGroup", targets.getAttrTargetGroupFullName(), "LoadBalancer", loadBalancer);
    alarms.above(
        "Unhealthy" + id,
        "A task does not answer",
        metric(namespace, "UnHealthyHostCount", dimensions, "Maximum"),
        1,
        5);
    alarms.belowOrSilent(
        "None" + id,
        "No task answers: nothing is served",
        metric(namespace, "HealthyHostCount", dimensions, "Maximum"),
        1,
        3);
  }

  private void overview(NetworkStack network, List<IMetric> errors, List<IMetric> database) {
    List<IMetric> cpu =
        List.<Program>of(Program.API, Program.WS_LOGS, Program.EDGE).stream()
            .<IMetric>map(
                program ->
                    metric(
                        "AWS/ECS",
                        CPU,
                        Map.of(
                            "ClusterName", network.cluster().getRef(),
                            "ServiceName", program.folder()),
                        "Average"))
            .toList();
    Dashboard overview =
        Dashboard.Builder.create(this, "Overview").dashboardName(stage.named("overview")).build();
    overview.addWidgets(
        AlarmStatusWidget.Builder.create().title("Alarms").width(24).alarms(alarms.made()).build());
    overview.addWidgets(
        graph("CPU of the programs", cpu),
        graph("Errors of the api", errors),
        graph("Use of the database's capacity", database));
    CfnOutput.Builder.create(this, "Page").value(stage.named("overview")).build();
  }

  private static IWidget graph(String title, List<IMetric> metrics) {
    return GraphWidget.Builder.create().title(title).width(8).left(metrics).build();
  }
}
