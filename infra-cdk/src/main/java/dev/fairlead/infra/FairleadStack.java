package dev.fairlead.infra;

import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/**
 * A stack of a stage: named, tagged, and bound to a region but to no account, so that it needs none
 * to be made.
 */
abstract class FairleadStack extends Stack {
  /** Took no tags for long: not every region's CloudFormation knows better, nor does cfn-lint. */
  private static final List<String> UNTAGGED =
      List.of("AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::CloudWatch::Dashboard");

  private final List<String> zones;

  FairleadStack(Construct scope, Stage stage, StackRole role, String description) {
    this(scope, stage, role, stage.stackName(role), description, stage.region());
  }

  FairleadStack(
      Construct scope,
      Stage stage,
      StackRole role,
      String name,
      String description,
      String region) {
    super(
        scope,
        name,
        StackProps.builder()
            .stackName(name)
            .description(description)
            .env(Environment.builder().region(region).build())
            .terminationProtection(role.holdsData())
            .build());
    this.zones = stage.zones();
    Tags.of(this)
        .add(Stage.TAG, stage.name(), TagProps.builder().excludeResourceTypes(UNTAGGED).build());
  }

  /**
   * Those of the settings, or the first ones of whatever region this is deployed to; the CDK would
   * ask an account.
   */
  @Override
  public List<String> getAvailabilityZones() {
    return zones.isEmpty()
        ? IntStream.range(0, Stage.ZONES).mapToObj(index -> Fn.select(index, Fn.getAzs())).toList()
        : zones;
  }
}
