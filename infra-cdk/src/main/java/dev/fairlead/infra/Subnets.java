package dev.fairlead.infra;

import dev.fairlead.infra.stage.StageSize;
import java.util.List;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;

/** The groups of subnets, one subnet a zone each. */
final class Subnets {
  /** Load balancers and NAT gateways. */
  static final String PUBLIC = "public";

  /** The programs; with private addresses only where there are NAT gateways. */
  static final String PROGRAMS = "programs";

  /** Builds, and nothing else. */
  static final String BUILDS = "builds";

  /** Database and cache; no way to the internet. */
  static final String DATA = "data";

  private Subnets() {}

  /**
   * The same subnets with the same addresses for every size, so that a stage can change its size:
   * only what leads out of those of programs and builds differs.
   */
  static List<SubnetConfiguration> of(StageSize size) {
    SubnetType tasks = size.isPrivate() ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PUBLIC;
    return List.of(
        group(PUBLIC, SubnetType.PUBLIC, 22),
        group(PROGRAMS, tasks, 22),
        group(BUILDS, tasks, 20),
        group(DATA, SubnetType.PRIVATE_ISOLATED, 24));
  }

  private static SubnetConfiguration group(String name, SubnetType type, int mask) {
    SubnetConfiguration.Builder group =
        SubnetConfiguration.builder().name(name).subnetType(type).cidrMask(mask);
    return type == SubnetType.PUBLIC ? group.mapPublicIpOnLaunch(false).build() : group.build();
  }
}
