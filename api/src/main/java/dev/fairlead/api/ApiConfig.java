package dev.fairlead.api;

import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.s3.S3StorageConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * All that the api is told by its operator.
 *
 * @param host address to listen on
 * @param port to listen on; 0 for any free one
 * @param ownerToken where a token for the owner is kept; null to keep none
 * @param dashboard folder that holds the dashboard's files; null to serve none
 */
public record ApiConfig(
    String host,
    int port,
    Addresses addresses,
    DatabaseConfig database,
    RedisConfig redis,
    S3StorageConfig storage,
    BuildsConfig builds,
    @Nullable OwnerTokenPlace ownerToken,
    @Nullable Path dashboard) {}
