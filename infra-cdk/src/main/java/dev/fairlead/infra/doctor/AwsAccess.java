package dev.fairlead.infra.doctor;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * How AWS is reached: with the credentials that every tool of AWS finds, in one region.
 *
 * @param endpoint another one for all services, for tests and emulators
 */
public record AwsAccess(AwsCredentialsProvider credentials, String region, Optional<URI> endpoint) {
  private static final Duration CALL = Duration.ofSeconds(20);
  private static final Duration ATTEMPT = Duration.ofSeconds(8);

  /** As the environment and the files of the AWS command line say. */
  public static AwsAccess ofEnvironment(String region) {
    return new AwsAccess(
        DefaultCredentialsProvider.builder().build(),
        region,
        Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).map(URI::create));
  }

  AwsAccess in(String other) {
    return new AwsAccess(credentials, other, endpoint);
  }

  /** Makes a client that gives up after twenty seconds. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    builder
        .credentialsProvider(credentials)
        .region(Region.of(region))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(
            settings -> settings.apiCallTimeout(CALL).apiCallAttemptTimeout(ATTEMPT));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
