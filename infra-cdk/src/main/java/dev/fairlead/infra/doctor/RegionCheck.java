package dev.fairlead.infra.doctor;

import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Region;

/** Whether the account may use the stage's regions. */
final class RegionCheck implements Check {
  private final AwsAccess aws;
  private final Stage stage;

  RegionCheck(AwsAccess aws, Stage stage) {
    this.aws = aws;
    this.stage = stage;
  }

  @Override
  public String subject() {
    return "regions";
  }

  @Override
  public List<Finding> run() {
    try (Ec2Client ec2 = aws.client(Ec2Client.builder())) {
      Map<String, String> states =
          ec2.describeRegions(request -> request.allRegions(true)).regions().stream()
              .collect(Collectors.toMap(Region::regionName, Region::optInStatus));
      return stage.regions().stream().map(region -> finding(region, states)).toList();
    }
  }

  private static Finding finding(String region, Map<String, String> states) {
    return switch (states.getOrDefault(region, "unknown")) {
      case "opt-in-not-required", "opted-in" -> Finding.ok(region + " is enabled");
      case "unknown" ->
          Finding.fail(
              "there is no region " + region, "Correct region or further-regions in the settings.");
      default ->
          Finding.fail(
              region + " is not enabled for this account",
              "Enable it: aws account enable-region --region-name " + region);
    };
  }
}
