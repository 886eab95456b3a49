package dev.fairlead.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is, and how to be let in.
 *
 * @param uri {@code redis://user:password@host:port}, or {@code rediss://} with TLS; of a cluster,
 *     any of its nodes
 * @param cluster whether the server is a cluster (Redis Cluster, ElastiCache Serverless)
 * @param iam how to sign access tokens in place of a password; null where the address has the
 *     password, or none is asked for
 * @param certificates PEM file of the authorities that may vouch for the server; null for those
 *     that Java trusts
 */
public record RedisConfig(
    URI uri, boolean cluster, @Nullable IamAccess iam, @Nullable Path certificates) {
  private static final String TLS = "rediss";

  public RedisConfig {
    boolean valid =
        ("redis".equals(uri.getScheme()) || TLS.equals(uri.getScheme())) && uri.getHost() != null;
    if (!valid) {
      throw new IllegalArgumentException(
          "FAIRLEAD_REDIS_URL: %s://… (expected: redis://:password@host:port or rediss://…)"
              .formatted(uri.getScheme()));
    }
    if (iam != null && !TLS.equals(uri.getScheme())) {
      throw new IllegalArgumentException(
          "FAIRLEAD_REDIS_URL: redis://… (expected: rediss://…, since ElastiCache takes IAM tokens"
              + " only over TLS)");
    }
    if (certificates != null && !Files.isReadable(certificates)) {
      throw new IllegalArgumentException(
          "FAIRLEAD_REDIS_CA_FILE: %s (expected: a PEM file that can be read)"
              .formatted(certificates));
    }
  }

  /** A single server, trusted as Java trusts. */
  public static RedisConfig of(URI uri) {
    return new RedisConfig(uri, false, null, null);
  }

  /**
   * Reads {@code FAIRLEAD_REDIS_URL}; {@code FAIRLEAD_REDIS_CLUSTER} (true or false, default
   * false); {@code FAIRLEAD_REDIS_IAM_CACHE} with {@code FAIRLEAD_REDIS_USER} and {@code
   * AWS_REGION} (none); {@code FAIRLEAD_REDIS_CA_FILE} (none).
   *
   * @throws IllegalArgumentException naming everything that is missing or wrong
   */
  public static RedisConfig fromEnvironment(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    @Nullable String url = environment.get("FAIRLEAD_REDIS_URL");
    if (url == null) {
      problems.add("FAIRLEAD_REDIS_URL is not set");
    }
    String cluster = environment.getOrDefault("FAIRLEAD_REDIS_CLUSTER", "false");
    if (!cluster.equals("true") && !cluster.equals("false")) {
      problems.add("FAIRLEAD_REDIS_CLUSTER: %s (expected: true or false)".formatted(cluster));
    }
    @Nullable IamAccess iam = null;
    try {
      iam = IamAccess.fromEnvironment(environment);
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    @Nullable String certificates = environment.get("FAIRLEAD_REDIS_CA_FILE");
    @Nullable RedisConfig config = null;
    try {
      if (url != null) {
        config =
            new RedisConfig(
                new URI(url),
                cluster.equals("true"),
                iam,
                certificates == null ? null : Path.of(certificates));
      }
    } catch (URISyntaxException e) {
      // Without the address itself: the password is in it.
      problems.add(
          "FAIRLEAD_REDIS_URL: no address (%s at character %d; expected: redis://:password@host:port"
                  .formatted(e.getReason(), e.getIndex())
              + " or rediss://…, a password percent-encoded)");
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    if (config == null || !problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return config;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "RedisConfig[%s://%s:%d]".formatted(uri.getScheme(), uri.getHost(), uri.getPort());
  }
}
