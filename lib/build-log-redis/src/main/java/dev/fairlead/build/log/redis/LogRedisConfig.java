package dev.fairlead.build.log.redis;

import java.net.URI;
import java.util.Map;

/**
 * Where Redis is.
 *
 * @param uri {@code redis://:password@host:port}, or {@code rediss://} with TLS
 */
public record LogRedisConfig(URI uri) {
  public LogRedisConfig {
    boolean valid =
        ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))
            && uri.getHost() != null;
    if (!valid) {
      throw new IllegalArgumentException(
          "Redis URL: %s://… (expected: redis://:password@host:port or rediss://…)"
              .formatted(uri.getScheme()));
    }
  }

  /**
   * Reads {@code FAIRLEAD_REDIS_URL}.
   *
   * @throws IllegalArgumentException if it is missing or wrong
   */
  public static LogRedisConfig fromEnvironment(Map<String, String> environment) {
    String url = environment.get("FAIRLEAD_REDIS_URL");
    if (url == null) {
      throw new IllegalArgumentException("FAIRLEAD_REDIS_URL is not set");
    }
    return new LogRedisConfig(URI.create(url));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "LogRedisConfig[%s://%s:%d]".formatted(uri.getScheme(), uri.getHost(), uri.getPort());
  }
}
