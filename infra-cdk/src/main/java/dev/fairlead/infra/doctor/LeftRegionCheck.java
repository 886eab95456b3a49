package dev.fairlead.infra.doctor;

import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * Whether a region was taken out of the settings while its stack is there: projects that keep their
 * files in it would no longer be found.
 */
final class LeftRegionCheck implements Check {
  private final AwsAccess aws;
  private final Stage stage;

  LeftRegionCheck(AwsAccess aws, Stage stage) {
    this.aws = aws;
    this.stage = stage;
  }

  @Override
  public String subject() {
    return "storage";
  }

  @Override
  public List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    for (String region : deployed()) {
      if (!stage.regions().contains(region)
          && stack(aws.in(region), stage.regionStackName(region)).isPresent()) {
        findings.add(
            Finding.fail(
                "%s is not in further-regions, and its stack %s is there"
                    .formatted(region, stage.regionStackName(region)),
                "Put it back; or, if no project keeps its files there, delete the stack first:"
                    + " docs/aws.md, Regions."));
      }
    }
    return findings.isEmpty() ? List.of(Finding.ok("no region is left behind")) : findings;
  }

  private List<String> deployed() {
    return stack(aws, stage.stackName(StackRole.DATA)).stream()
        .flatMap(stack -> stack.outputs().stream())
        .filter(output -> output.outputKey().equals(Stage.REGIONS_OUTPUT))
        .map(Output::outputValue)
        .flatMap(regions -> Stream.of(regions.split(",", -1)))
        .toList();
  }

  private static Optional<Stack> stack(AwsAccess aws, String name) {
    try (CloudFormationClient formation = aws.client(CloudFormationClient.builder())) {
      return formation.describeStacks(request -> request.stackName(name)).stacks().stream()
          .findFirst();
    } catch (CloudFormationException e) {
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
      if (e.awsErrorDetails().errorCode().equals("ValidationError")) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
