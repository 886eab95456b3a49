package dev.fairlead.infra.doctor;

import dev.fairlead.infra.stage.Stage;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;

/** Whether the region has the zones that the stage takes. */
final class ZoneCheck implements Check {
  private final AwsAccess aws;
  private final Stage stage;

  ZoneCheck(AwsAccess aws, Stage stage) {
    this.aws = aws;
    this.stage = stage;
  }

  @Override
  public String subject() {
    return "zones";
  }

  @Override
  public List<Finding> run() {
    try (Ec2Client ec2 = aws.client(Ec2Client.builder())) {
      return List.of(
          finding(
              ec2.describeAvailabilityZones().availabilityZones().stream()
                  .map(AvailabilityZone::zoneName)
                  .sorted()
                  .toList()));
    }
  }

  private Finding finding(List<String> there) {
    List<String> missing = stage.zones().stream().filter(zone -> !there.contains(zone)).toList();
    if (!missing.isEmpty()) {
      return Finding.fail(
          "not in %s: %s".formatted(stage.region(), String.join(", ", missing)),
          "Choose three of %s in zones.".formatted(String.join(", ", there)));
    }
    if (there.size() < Stage.ZONES) {
      return Finding.fail(
          "%s has %d zones for this account, and %d are needed"
              .formatted(stage.region(), there.size(), Stage.ZONES),
          "Choose another region.");
    }
    return Finding.ok(
        String.join(", ", stage.zones().isEmpty() ? there.subList(0, Stage.ZONES) : stage.zones()));
  }
}
