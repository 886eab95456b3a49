package dev.fairlead.site.s3;

import java.net.URI;
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

  public S3Config {
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new IllegalArgumentException(
          "bucket: %s (expected: 3–63 of a-z, 0-9, dots and hyphens)".formatted(bucket));
    }
    if (bucket.endsWith("--x-s3")) {
      throw new IllegalArgumentException(
          "bucket: %s is a directory bucket (expected: a general purpose bucket)"
              .formatted(bucket));
    }
    if (!region.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException(
          "region: %s (expected: a name such as eu-central-1)".formatted(region));
    }
    if (endpoint != null && (endpoint.getHost() == null || !isHttp(endpoint.getScheme()))) {
      throw new IllegalArgumentException(
          "endpoint: %s (expected: http://host:port or https://host)".formatted(endpoint));
    }
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
   * standard chain.
   *
   * @throws IllegalArgumentException naming everything that is missing or wrong
   */
  public static S3Config fromEnvironment(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    for (String name : List.of("FAIRLEAD_S3_BUCKET", "AWS_REGION")) {
      if (!environment.containsKey(name)) {
        problems.add(name + " is not set");
      }
    }
    String endpoint =
        environment.getOrDefault(
            "AWS_ENDPOINT_URL_S3", environment.getOrDefault("AWS_ENDPOINT_URL", ""));
    try {
      S3Config config =
          new S3Config(
              environment.getOrDefault("FAIRLEAD_S3_BUCKET", "not-set"),
              environment.getOrDefault("AWS_REGION", "not-set"),
              endpoint.isEmpty() ? null : URI.create(endpoint),
              !endpoint.isEmpty(),
              null);
      if (problems.isEmpty()) {
        return config;
      }
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    throw new IllegalArgumentException(String.join("; ", problems));
  }

  private static boolean isHttp(@Nullable String scheme) {
    return "http".equals(scheme) || "https".equals(scheme);
  }
}
