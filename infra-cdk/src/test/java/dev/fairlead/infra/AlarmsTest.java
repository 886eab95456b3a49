package dev.fairlead.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.infra.Synthesised.Resource;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What somebody is told of. */
final class AlarmsTest {
  private static final String TARGETS = "AWS::ElasticLoadBalancingV2::TargetGroup";

  @Test
  void whenNobodyAnswersSomebodyIsToldEvenIfThereIsNothingToCount() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      List<Resource> alarms = alarms(synthesis, "HealthyHostCount");

      assertThat(alarms)
          .allSatisfy(
              alarm -> {
                JsonNode properties = alarm.properties();
                assertThat(properties.path("ComparisonOperator").asText())
                    .isEqualTo("LessThanThreshold");
                assertThat(properties.path("Threshold").asInt()).isEqualTo(1);
                assertThat(properties.path("EvaluationPeriods").asInt()).isEqualTo(3);
                assertThat(properties.path("Period").asInt()).isEqualTo(60);
                assertThat(properties.path("Statistic").asText()).isEqualTo("Maximum");
                assertThat(properties.path("TreatMissingData").asText()).isEqualTo("breaching");
              });
      assertThat(alarms.stream().map(AlarmsTest::targetGroup).collect(Collectors.toSet()))
          .hasSize(Synthesised.resources(synthesis, TARGETS).size());
    }
  }

  @Test
  void theErrorsOfTheBalancerItselfCountToo() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      for (String metric : List.of("HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count")) {
        assertThat(alarms(synthesis, metric))
            .singleElement()
            .satisfies(
                alarm -> {
                  assertThat(alarm.properties().path("ComparisonOperator").asText())
                      .isEqualTo("GreaterThanOrEqualToThreshold");
                  assertThat(alarm.properties().path("Statistic").asText()).isEqualTo("Sum");
                  assertThat(alarm.properties().path("Threshold").asInt()).isEqualTo(10);
                });
      }
    }
  }

  @Test
  void everyAlarmTellsTheTopicWhenItBeginsAndWhenItEnds() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(Synthesised.resources(synthesis, "AWS::CloudWatch::Alarm"))
          .hasSize(12)
          .allSatisfy(
              alarm -> {
                assertThat(alarm.properties().at("/AlarmActions/0/Ref").asText())
                    .startsWith("Topic");
                assertThat(alarm.properties().at("/OKActions/0/Ref").asText()).startsWith("Topic");
              });
    }
  }

  private static List<Resource> alarms(Synthesis synthesis, String metric) {
    return Synthesised.resources(synthesis, "AWS::CloudWatch::Alarm").stream()
        .filter(alarm -> alarm.properties().path("MetricName").asText().equals(metric))
        .toList();
  }

  private static String targetGroup(Resource alarm) {
    return new TreeSet<>(
            alarm.properties().path("Dimensions").valueStream().map(JsonNode::toString).toList())
        .toString();
  }
}
