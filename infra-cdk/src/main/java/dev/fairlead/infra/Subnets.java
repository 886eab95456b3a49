package dev.fairlead.infra;

import dev.fairlead.infra.stage.StageSize;
import java.util.List;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;

/** The groups of subnets, one subnet a zone each. */
final class Subnets {
  /** Load balancers, NAT gateways and, without those, the programs. */
  static final String PUBLIC = "public";

  /** Programs with private addresses. */
  static final String PROGRAMS = "programs";

  /** Builds, and nothing else. */
  static final String BUILDS = "builds";

  /** Database and cache; no way to the internet. */
  static final String DATA = "data";

  private Subnets() {}

  static List<SubnetConfiguration> of(StageSize size) {
    if (size.isPrivate()) {
      return List.of(
          group(PUBLIC, SubnetType.PUBLIC, 22),
          group(PROGRAMS, SubnetType.PRIVATE_WITH_EGRESS, 22),
          group(BUILDS, SubnetType.PRIVATE_WITH_EGRESS, 20),
          group(DATA, SubnetType.PRIVATE_ISOLATED, 24));
    }
    return List.of(
        group(PUBLIC, SubnetType.PUBLIC, 22),
        group(BUILDS, SubnetType.PUBLIC, 20),
        group(DATA, SubnetType.PRIVATE_ISOLATED, 24));
  }

  /** Where programs run. */
  static String programs(StageSize size) {
    return size.isPrivate() ? PROGRAMS : PUBLIC;
  }

  private static SubnetConfiguration group(String name, SubnetType type, int mask) {
    SubnetConfiguration.Builder group =
        SubnetConfiguration.builder().name(name).subnetType(type).cidrMask(mask);
    return type == SubnetType.PUBLIC ? group.mapPublicIpOnLaunch(false).build() : group.build();
  }
}
