package dev.fairlead.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.infra.cost.CostEstimate;
import dev.fairlead.infra.cost.CostItem;
import dev.fairlead.infra.cost.CostTable;
import dev.fairlead.infra.cost.Price;
import dev.fairlead.infra.stage.Stage;
import dev.fairlead.infra.stage.StageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The estimate counts what the stacks make, and the documentation shows the estimate. */
final class CostsMatchStacksTest {
  private static final double HOURS = 730;
  private static final List<StageSize> SIZES = List.of(StageSize.SMALL, StageSize.PRODUCTION);

  @Test
  void loadBalancersAndGatewaysAreThoseOfTheTemplates() {
    for (StageSize size : SIZES) {
      assertThat(quantity(size, Price.LOAD_BALANCER))
          .isEqualTo(count(size, "AWS::ElasticLoadBalancingV2::LoadBalancer") * HOURS);
      assertThat(quantity(size, Price.NAT_GATEWAY))
          .isEqualTo(count(size, "AWS::EC2::NatGateway") * HOURS);
    }
  }

  @Test
  void addressesAreThoseOfBalancersGatewaysAndTasksThatHaveOne() {
    for (StageSize size : SIZES) {
      Synthesis synthesis = Synthesised.of(size);
      long balancers =
          Synthesised.resources(synthesis, "AWS::ElasticLoadBalancingV2::LoadBalancer").stream()
              .mapToLong(balancer -> balancer.properties().path("Subnets").size())
              .sum();
      long tasks =
          Synthesised.resources(synthesis, "AWS::ECS::Service").stream()
              .filter(service -> service.properties().toString().contains("ENABLED\",\"Sec"))
              .count();
      assertThat(quantity(size, Price.PUBLIC_ADDRESS))
          .isEqualTo((balancers + tasks + count(size, "AWS::EC2::EIP")) * HOURS);
    }
  }

  @Test
  void secretsKeysAndAlarmsAreThoseOfTheTemplates() {
    for (StageSize size : SIZES) {
      // One that the template makes, and one that RDS makes for the database.
      assertThat(quantity(size, Price.SECRET))
          .isEqualTo(count(size, "AWS::SecretsManager::Secret") + 1);
      assertThat(quantity(size, Price.KEY)).isEqualTo(count(size, "AWS::KMS::Key"));
      assertThat(quantity(size, Price.ALARM)).isEqualTo(count(size, "AWS::CloudWatch::Alarm"));
    }
  }

  @Test
  void capacityOfTheDatabaseIsWhatAlwaysRuns() {
    for (StageSize size : SIZES) {
      Synthesis synthesis = Synthesised.of(size);
      double least =
          Synthesised.resources(synthesis, "AWS::RDS::DBCluster")
              .getFirst()
              .properties()
              .at("/ServerlessV2ScalingConfiguration/MinCapacity")
              .asDouble();
      assertThat(quantity(size, Price.DATABASE_CAPACITY))
          .isEqualTo(least * count(size, "AWS::RDS::DBInstance") * HOURS);
    }
  }

  @Test
  void smallCostsAboutACoffeeADay() {
    assertThat(estimate(StageSize.SMALL).dollarsADay()).isLessThan(5.5);
  }

  @Test
  void theDocumentationShowsBothEstimatesAsTheyAre() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "aws.md"));
    for (StageSize size : SIZES) {
      assertThat(document)
          .as("docs/aws.md; ./fairlead aws estimate --markdown prints the tables")
          .contains(String.join("\n", CostTable.markdown(estimate(size))));
    }
  }

  private static CostEstimate estimate(StageSize size) {
    Stage stage = Synthesised.stage(size);
    return CostEstimate.of(stage);
  }

  private static double quantity(StageSize size, Price price) {
    return estimate(size).items().stream()
        .filter(item -> item.price() == price)
        .mapToDouble(CostItem::quantity)
        .sum();
  }

  private static long count(StageSize size, String type) {
    return Synthesised.resources(Synthesised.of(size), type).size();
  }
}
