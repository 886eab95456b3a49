package dev.fairlead.api.fargate;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Connections to ECS and SQS. Every call is bounded in time and repeated at most three times.
 * Credentials come from the standard chain, addresses from {@code AWS_ENDPOINT_URL} where it is
 * set.
 */
final class AwsClients {
  /** Two orders, on a spare machine and then on another, fit into the time that a launch has. */
  static final Duration CALL = Duration.ofSeconds(14);

  private static final Duration TRY = Duration.ofSeconds(6);

  /** A question to the queue waits for 20 s by itself. */
  private static final Duration LONG_POLL = Duration.ofSeconds(30);

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int CONNECTIONS = 16;

  private AwsClients() {}

  static EcsClient ecs(String region) {
    return configured(EcsClient.builder(), region, TRY).httpClientBuilder(http(TRY)).build();
  }

  static SqsClient sqs(String region) {
    return configured(SqsClient.builder(), region, LONG_POLL)
        .httpClientBuilder(http(LONG_POLL))
        .build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B configured(
      B builder, String region, Duration longest) {
    return builder
        .region(Region.of(region))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryStrategy(RetryMode.STANDARD)
                .apiCallAttemptTimeout(longest)
                .apiCallTimeout(longest.compareTo(CALL) > 0 ? longest : CALL)
                .build());
  }

  private static Apache5HttpClient.Builder http(Duration silence) {
    return Apache5HttpClient.builder()
        .maxConnections(CONNECTIONS)
        .connectionTimeout(CONNECT)
        .connectionAcquisitionTimeout(CALL)
        .socketTimeout(silence);
  }
}
