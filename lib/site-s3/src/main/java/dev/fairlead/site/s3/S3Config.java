package dev.fairlead.site.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which bucket, and how to reach it.
 *
 * @param region as AWS names it, such as {@code eu-central-1}
 * @param endpoint where the service is; null for AWS itself
 * @param pathStyle whether the bucket is a path segment ({@code http://host/bucket/key}) instead of
 *     a host label, as servers that are not AWS want it
 * @param credentials null for what the standard chain of the AWS SDK finds
 */
public record S3Config(
    String bucket,
    String region,
    @Nullable URI endpoint,
    boolean pathStyle,
    @Nullable Credentials credentials) {
  private static final String BUCKET = "FAIRLEAD_S3_BUCKET";
  private static final String REGION = "AWS_REGION";
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_S3";
  private static final String ANY_ENDPOINT = "AWS_ENDPOINT_URL";
  private static final String ENDPOINT_EXPECTED = " (expected: http://host:port or https://host)";

  public S3Config {
    check("bucket", bucketProblem(bucket));
    check("region", regionProblem(region));
    check("endpoint", endpoint == null ? null : endpointProblem(endpoint));
  }

  /** A fixed key pair. */
  public record Credentials(String accessKeyId, String secretAccessKey) {
    public Credentials {
      Objects.requireNonNull(accessKeyId, "accessKeyId");
      Objects.requireNonNull(secretAccessKey, "secretAccessKey");
    }

    @Override
    public String toString() {
      return "Credentials[accessKeyId=%s]".formatted(accessKeyId);
    }
  }

  /**
   * Reads {@code FAIRLEAD_S3_BUCKET}, {@code AWS_REGION}, {@code AWS_ENDPOINT_URL_S3} or {@code
   * AWS_ENDPOINT_URL} (optional; with it, paths name the bucket). Credentials come from the
   * standard chain. An empty variable is as one that is not set.
   *
   * @throws IllegalArgumentException naming everything that is missing or wrong
   */
  public static S3Config fromEnvironment(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    String bucket = environment.getOrDefault(BUCKET, "");
    note(problems, BUCKET, bucket, bucketProblem(bucket));
    String region = environment.getOrDefault(REGION, "");
    note(problems, REGION, region, regionProblem(region));
    String variable = environment.getOrDefault(ENDPOINT, "").isEmpty() ? ANY_ENDPOINT : ENDPOINT;
    String address = environment.getOrDefault(variable, "");
    @Nullable URI endpoint = null;
    try {
      endpoint = address.isEmpty() ? null : new URI(address);
      note(problems, variable, address, endpoint == null ? null : endpointProblem(endpoint));
    } catch (URISyntaxException e) {
      note(problems, variable, address, address + ENDPOINT_EXPECTED);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new S3Config(bucket, region, endpoint, endpoint != null, null);
  }

  private static void note(
      List<String> problems, String variable, String value, @Nullable String problem) {
    if (problem != null) {
      problems.add(variable + (value.isEmpty() ? " is not set" : ": " + problem));
    }
  }

  private static void check(String what, @Nullable String problem) {
    if (problem != null) {
      throw new IllegalArgumentException(what + ": " + problem);
    }
  }

  private static @Nullable String bucketProblem(String bucket) {
    if (bucket.endsWith("--x-s3")) {
      return bucket + " is a directory bucket (expected: a general purpose bucket)";
    }
    return bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
        ? null
        : bucket + " (expected: 3–63 of a-z, 0-9, dots and hyphens)";
  }

  private static @Nullable String regionProblem(String region) {
    return region.matches("[a-z0-9-]{1,32}")
        ? null
        : region + " (expected: a name such as eu-central-1)";
  }

  private static @Nullable String endpointProblem(URI endpoint) {
    return endpoint.getHost() != null && isHttp(endpoint.getScheme())
        ? null
        : endpoint + ENDPOINT_EXPECTED;
  }

  private static boolean isHttp(@Nullable String scheme) {
    return "http".equals(scheme) || "https".equals(scheme);
  }
}
