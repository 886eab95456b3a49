package dev.fairlead.api;

import dev.fairlead.api.route.RetainedAssets;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.s3.S3StorageConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * All that the api is told by its operator.
 *
 * @param host address to listen on
 * @param port to listen on; 0 for any free one
 * @param buildPort another port, that answers builds and nobody else, while the first one then
 *     refuses them; null to answer all on one port
 * @param ownerToken where a token for the owner is kept; null to keep none
 * @param dashboard folder that holds the dashboard's files; null to serve none
 */
public record ApiConfig(
    String host,
    int port,
    @Nullable Integer buildPort,
    Addresses addresses,
    DatabaseConfig database,
    RedisConfig redis,
    S3StorageConfig storage,
    BuildsConfig builds,
    RetainedAssets retainedAssets,
    @Nullable OwnerTokenPlace ownerToken,
    @Nullable Path dashboard) {
  public ApiConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: %d (expected: 0–65535)".formatted(port));
    }
    if (buildPort != null && (buildPort < 1 || buildPort > 65_535 || buildPort == port)) {
      throw new IllegalArgumentException(
          "build port: %d (expected: 1–65535, and not %d)".formatted(buildPort, port));
    }
  }
}
