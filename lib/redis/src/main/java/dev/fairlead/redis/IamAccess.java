package dev.fairlead.redis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which ElastiCache Serverless cache to sign tokens for, and as whom.
 *
 * @param cache its name, as in its ARN
 * @param user id and name of a user whose authentication mode is IAM; ElastiCache wants both to be
 *     the same
 * @param region as AWS names it
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html">Authenticating
 *     with IAM</a>
 */
public record IamAccess(String cache, String user, String region) {
  public IamAccess {
    if (!cache.matches("[a-z][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "FAIRLEAD_REDIS_IAM_CACHE: %s (expected: 1–40 of a-z, 0-9 and hyphens, a letter first)"
              .formatted(cache));
    }
    if (!user.matches("[a-zA-Z][a-zA-Z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "FAIRLEAD_REDIS_USER: %s (expected: 1–40 letters, digits and hyphens)".formatted(user));
    }
    if (!region.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException(
          "AWS_REGION: %s (expected: a name such as eu-central-1)".formatted(region));
    }
  }

  static @Nullable IamAccess fromEnvironment(Map<String, String> environment) {
    @Nullable String cache = environment.get("FAIRLEAD_REDIS_IAM_CACHE");
    if (cache == null) {
      return null;
    }
    @Nullable String user = environment.get("FAIRLEAD_REDIS_USER");
    @Nullable String region = environment.get("AWS_REGION");
    if (user == null || region == null) {
      throw new IllegalArgumentException(
          "FAIRLEAD_REDIS_IAM_CACHE is set, so FAIRLEAD_REDIS_USER and AWS_REGION must be set too");
    }
    return new IamAccess(cache, user, region);
  }
}
