package dev.fairlead.infra;

import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.CfnCluster;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * Where builds run: a cluster of their own, one task definition, and the queue that tells the api
 * sooner what has become of a task.
 */
final class BuildsStack extends FairleadStack {
  private static final int ATTEMPTS = 5;
  private static final Duration READING = Duration.seconds(30);
  private static final Duration FRESH = Duration.hours(1);
  private static final Duration DEAD = Duration.days(14);

  private final CfnCluster cluster;
  private final BuildTaskDefinition task;
  private final Queue events;
  private final Queue deadEvents;

  BuildsStack(Construct scope, Stage stage, Images images) {
    super(scope, stage, StackRole.BUILDS, "Fairlead: cluster and task definition of builds");
    this.cluster = FargateCluster.in(this, stage, stage.buildsCluster());
    this.task = new BuildTaskDefinition(this, stage, images);
    this.deadEvents =
        Queue.Builder.create(this, "DeadEvents")
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .retentionPeriod(DEAD)
            .build();
    this.events =
        Queue.Builder.create(this, "Events")
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .visibilityTimeout(READING)
            // Older than that, the api has long asked ECS itself.
            .retentionPeriod(FRESH)
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(deadEvents).maxReceiveCount(ATTEMPTS).build())
            .build();
    Suppressions.on(deadEvents, "AwsSolutions-SQS3", "It is the queue of dead letters itself.");
    Rule.Builder.create(this, "TaskStateChanges")
        .description("Tells Fairlead's api what becomes of its builds")
        .eventPattern(
            EventPattern.builder()
                .source(List.of("aws.ecs"))
                .detailType(List.of("ECS Task State Change"))
                .detail(
                    Map.of(
                        "clusterArn", List.of(cluster.getAttrArn()),
                        "group", List.of("family:" + task.family())))
                .build())
        .targets(List.of(new SqsQueue(events)))
        .build();
  }

  CfnCluster cluster() {
    return cluster;
  }

  BuildTaskDefinition task() {
    return task;
  }

  Queue events() {
    return events;
  }

  Queue deadEvents() {
    return deadEvents;
  }
}
