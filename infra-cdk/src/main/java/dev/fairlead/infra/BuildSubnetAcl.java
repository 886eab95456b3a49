package dev.fairlead.infra;

import software.amazon.awscdk.services.ec2.AclCidr;
import software.amazon.awscdk.services.ec2.AclTraffic;
import software.amazon.awscdk.services.ec2.Action;
import software.amazon.awscdk.services.ec2.CommonNetworkAclEntryOptions;
import software.amazon.awscdk.services.ec2.NetworkAcl;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.TrafficDirection;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;

/**
 * The second fence around builds: whatever a security group may one day allow by mistake, the
 * subnets of builds pass nothing to or from our own network but the api's build port. An access
 * list knows no connections, so that answers have to be let through as well.
 */
final class BuildSubnetAcl {
  private static final int FIRST_EPHEMERAL = 1024;
  private static final int LAST_PORT = 65_535;

  private final NetworkAcl acl;

  private BuildSubnetAcl(NetworkAcl acl) {
    this.acl = acl;
  }

  static void on(Construct scope, Vpc vpc) {
    NetworkAcl acl =
        NetworkAcl.Builder.create(scope, "BuildsAcl")
            .vpc(vpc)
            .subnetSelection(SubnetSelection.builder().subnetGroupName(Subnets.BUILDS).build())
            .build();
    BuildSubnetAcl rules = new BuildSubnetAcl(acl);
    AclCidr inside = AclCidr.ipv4(NetworkStack.CIDR);
    rules.add("ToApi", 100, inside, AclTraffic.tcpPort(Program.BUILD_PORT), true, Action.ALLOW);
    rules.add("ToUs", 200, inside, AclTraffic.allTraffic(), true, Action.DENY);
    rules.add("ToAll", 300, AclCidr.anyIpv4(), AclTraffic.allTraffic(), true, Action.ALLOW);
    AclTraffic answers = AclTraffic.tcpPortRange(FIRST_EPHEMERAL, LAST_PORT);
    rules.add("FromAll", 300, AclCidr.anyIpv4(), answers, false, Action.ALLOW);
    Suppressions.on(
        acl,
        "AwsSolutions-VPC3",
        "Builds run strangers' code; the access list still holds if a security group is changed by"
            + " mistake. A test reads its entries.");
  }

  private void add(
      String id, int number, AclCidr cidr, AclTraffic traffic, boolean out, Action action) {
    acl.addEntry(
        id,
        CommonNetworkAclEntryOptions.builder()
            .ruleNumber(number)
            .cidr(cidr)
            .traffic(traffic)
            .direction(out ? TrafficDirection.EGRESS : TrafficDirection.INGRESS)
            .ruleAction(action)
            .build());
  }
}
