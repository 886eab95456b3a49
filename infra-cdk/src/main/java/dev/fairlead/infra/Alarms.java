package dev.fairlead.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Makes alarms: what they watch, from which value on, and for how many minutes. */
final class Alarms {
  private static final Duration MINUTE = Duration.minutes(1);

  private final Construct scope;
  private final Topic topic;
  private final List<IAlarm> made = new ArrayList<>();

  Alarms(Construct scope, Topic topic) {
    this.scope = scope;
    this.topic = topic;
  }

  /** Raises an alarm when a metric is at a value or above it for some minutes in a row. */
  void above(String id, String description, Metric metric, double threshold, int minutes) {
    Alarm.Builder alarm =
        Alarm.Builder.create(scope, id)
            .alarmDescription(description)
            .metric(metric)
            .threshold(threshold)
            .evaluationPeriods(minutes)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .treatMissingData(TreatMissingData.NOT_BREACHING);
    tell(alarm.build());
  }

  /** Raises an alarm when a metric is below a value, or is not there, for some minutes in a row. */
  void belowOrSilent(String id, String description, Metric metric, double threshold, int minutes) {
    Alarm.Builder alarm =
        Alarm.Builder.create(scope, id)
            .alarmDescription(description)
            .metric(metric)
            .threshold(threshold)
            .evaluationPeriods(minutes)
            .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
            // Nothing to count is what a balancer says that has no target at all.
            .treatMissingData(TreatMissingData.BREACHING);
    tell(alarm.build());
  }

  private void tell(Alarm alarm) {
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
    made.add(alarm);
  }

  List<IAlarm> made() {
    return List.copyOf(made);
  }

  static Metric metric(
      String namespace, String name, Map<String, String> dimensions, String statistic) {
    return Metric.Builder.create()
        .namespace(namespace)
        .metricName(name)
        .dimensionsMap(dimensions)
        .statistic(statistic)
        .period(MINUTE)
        .build();
  }
}
