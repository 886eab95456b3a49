package dev.fairlead.infra;

import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.CfnCluster;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.servicediscovery.CfnPrivateDnsNamespace;
import software.constructs.Construct;

/**
 * What all programs stand on: the VPC with its subnets, who may connect to whom, the cluster of the
 * long-running programs, and the private names by which they are found.
 */
final class NetworkStack extends FairleadStack {
  static final String CIDR = "10.40.0.0/16";

  private final Stage stage;
  private final Vpc vpc;
  private final Connections connections;
  private final CfnCluster cluster;
  private final CfnPrivateDnsNamespace namespace;

  NetworkStack(Construct scope, Stage stage) {
    super(scope, stage, StackRole.NETWORK, "Fairlead: network and cluster");
    this.stage = stage;
    this.vpc = vpc();
    this.connections = new Connections(this, vpc);
    BuildSubnetAcl.on(this, vpc);
    this.cluster = FargateCluster.in(this, stage, stage.named("programs"));
    this.namespace =
        CfnPrivateDnsNamespace.Builder.create(this, "Names")
            .name("%s.fairlead.internal".formatted(stage.name()))
            .vpc(vpc.getVpcId())
            .build();
  }

  Vpc network() {
    return vpc;
  }

  Connections connections() {
    return connections;
  }

  CfnCluster cluster() {
    return cluster;
  }

  CfnPrivateDnsNamespace namespace() {
    return namespace;
  }

  /** Ids of the subnets of a group, one a zone. */
  List<String> subnets(String group) {
    return vpc
        .selectSubnets(SubnetSelection.builder().subnetGroupName(group).build())
        .getSubnets()
        .stream()
        .map(ISubnet::getSubnetId)
        .toList();
  }

  private Vpc vpc() {
    return Vpc.Builder.create(this, "Vpc")
        .vpcName(stage.named("vpc"))
        .ipAddresses(IpAddresses.cidr(CIDR))
        .maxAzs(Stage.ZONES)
        .natGateways(stage.size().natGateways())
        .subnetConfiguration(Subnets.of(stage.size()))
        // Free of charge, and image layers come from S3 too: nothing big passes a NAT gateway.
        .gatewayEndpoints(
            Map.of(
                "S3",
                GatewayVpcEndpointOptions.builder()
                    .service(GatewayVpcEndpointAwsService.S3)
                    .build()))
        .flowLogs(Map.of("Refused", refusedConnections()))
        .build();
  }

  private FlowLogOptions refusedConnections() {
    LogGroup log =
        LogGroup.Builder.create(this, "FlowLog")
            .retention(RetentionDays.TWO_WEEKS)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    return FlowLogOptions.builder()
        .trafficType(FlowLogTrafficType.REJECT)
        .destination(FlowLogDestination.toCloudWatchLogs(log))
        .build();
  }
}
