package dev.fairlead.infra.doctor;

import dev.fairlead.infra.stage.Stage;
import dev.fairlead.infra.stage.StageSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Whether the account's quotas leave room for the stage. New accounts start with small ones. */
final class QuotaCheck implements Check {
  private static final int BUILD_VCPUS = 2;

  private final AwsAccess aws;
  private final Stage stage;

  /**
   * What is needed of something.
   *
   * @param used already, by others
   */
  record Need(String what, String service, String quota, double needed, double used) {}

  QuotaCheck(AwsAccess aws, Stage stage) {
    this.aws = aws;
    this.stage = stage;
  }

  @Override
  public String subject() {
    return "quotas";
  }

  @Override
  public List<Finding> run() {
    ServiceQuotas quotas = new ServiceQuotas(aws);
    List<Finding> findings = new ArrayList<>();
    for (Need need : needs()) {
      try {
        findings.add(finding(need, quotas.value(need.service(), need.quota())));
      } catch (IOException e) {
        findings.add(
            Finding.warn(
                "%s: the quota cannot be read".formatted(need.what()),
                "Look at it in the console, Service Quotas, %s %s. (%s)"
                    .formatted(need.service(), need.quota(), e)));
      }
    }
    return findings;
  }

  static Finding finding(Need need, double limit) {
    double free = limit - need.used();
    String seen =
        "%s: %.0f needed, %.0f of %.0f free".formatted(need.what(), need.needed(), free, limit);
    return free >= need.needed()
        ? Finding.ok(seen)
        : Finding.fail(
            seen,
            "Ask for more: aws service-quotas request-service-quota-increase --service-code %s --quota-code %s --desired-value %.0f"
                .formatted(need.service(), need.quota(), need.used() + need.needed()));
  }

  /** What the stage itself has already is not used by others: an update needs it no second time. */
  List<Need> needs() {
    StageSize size = stage.size();
    // While an update runs, there are twice as many tasks.
    double programs = 2 * (size.api().vcpus() + size.wsLogs().vcpus() + size.edge().vcpus());
    double builds = BUILD_VCPUS * (size.buildConcurrency() + (double) size.warmTasks());
    List<Need> needs = new ArrayList<>();
    needs.add(new Need("Fargate vCPUs", "fargate", "L-3032A538", Math.ceil(programs + builds), 0));
    if (size.spotPreviews()) {
      needs.add(new Need("Fargate Spot vCPUs", "fargate", "L-36FBB829", builds, 0));
    }
    try (Ec2Client ec2 = aws.client(Ec2Client.builder())) {
      needs.add(
          new Need(
              "VPCs",
              "vpc",
              "L-F678F1CE",
              1,
              ofOthers(ec2.describeVpcsPaginator().vpcs().stream().map(Vpc::tags).toList())));
      if (size.natGateways() > 0) {
        needs.add(
            new Need(
                "Elastic IP addresses",
                "ec2",
                "L-0263D0A3",
                size.natGateways(),
                ofOthers(
                    ec2.describeAddresses().addresses().stream().map(Address::tags).toList())));
      }
    }
    return needs;
  }

  private long ofOthers(List<List<Tag>> things) {
    Tag own = Tag.builder().key(Stage.TAG).value(stage.name()).build();
    return things.stream().filter(tags -> !tags.contains(own)).count();
  }
}
