package dev.fairlead.api.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.launch.BuildLauncher.Handle;
import dev.fairlead.testing.aws.AwsEndpoint;
import dev.fairlead.testing.aws.AwsEndpointTest;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The way of an event through EventBridge and SQS. Only AWS itself sends events of the source
 * {@code aws.ecs}; the rule here asks for the detail type alone.
 */
@AwsEndpointTest({"sqs", "events"})
final class EventsOnAwsTest {
  private static final String TASK =
      "arn:aws:ecs:eu-central-1:123456789012:task/builds/0123456789abcdef0123456789abcdef";

  @Test
  void anEventOfAStoppedTaskIsHeard(AwsEndpoint endpoint) throws Exception {
    String name = "fairlead-" + UUID.randomUUID();
    try (SqsClient sqs = client(endpoint, SqsClient.builder());
        EventBridgeClient events = client(endpoint, EventBridgeClient.builder())) {
      String queue = sqs.createQueue(request -> request.queueName(name)).queueUrl();
      String arn =
          sqs.getQueueAttributes(
                  r -> r.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
              .attributes()
              .get(QueueAttributeName.QUEUE_ARN);
      events.putRule(
          rule -> rule.name(name).eventPattern("{\"detail-type\":[\"ECS Task State Change\"]}"));
      events.putTargets(targets -> targets.rule(name).targets(target -> target.id("q").arn(arn)));
      CompletableFuture<Handle> told = new CompletableFuture<>();
      try (TaskEvents listener =
          TaskEvents.listen(
              client(endpoint, SqsClient.builder()), URI.create(queue), told::complete)) {
        events.putEvents(
            request ->
                request.entries(
                    entry ->
                        entry
                            .source("test.ecs")
                            .detailType("ECS Task State Change")
                            .detail(
                                "{\"taskArn\":\"%s\",\"version\":4,\"lastStatus\":\"STOPPED\",\"desiredStatus\":\"STOPPED\"}"
                                    .formatted(TASK))));

        assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo(new Handle(TASK));
      }
    }
  }

  private static <B extends AwsClientBuilder<B, C>, C> C client(AwsEndpoint endpoint, B builder) {
    return builder
        .region(Region.of(endpoint.region()))
        .endpointOverride(endpoint.uri())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(endpoint.accessKeyId(), endpoint.secretAccessKey())))
        .build();
  }
}
