package dev.fairlead.testing.aws;

import java.net.URI;
import java.util.Map;

/**
 * An endpoint that answers for AWS. It is shared by all tests of a JVM, so a test names what it
 * makes at random.
 *
 * @param source who answers
 * @param uri of all services
 */
public record AwsEndpoint(
    Source source, URI uri, String region, String accessKeyId, String secretAccessKey) {

  /** Who answers for AWS. */
  public enum Source {
    /** An endpoint that the environment names. */
    GIVEN,
    LOCALSTACK,
    MOTO
  }

  /** The environment variables from which any AWS SDK, and any program of ours, finds it. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", uri.toString(),
        "AWS_REGION", region,
        "AWS_ACCESS_KEY_ID", accessKeyId,
        "AWS_SECRET_ACCESS_KEY", secretAccessKey);
  }

  @Override
  public String toString() {
    return "%s at %s".formatted(source, uri);
  }
}
