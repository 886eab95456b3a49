package dev.fairlead.api;

import dev.fairlead.site.s3.S3Config;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * All that the api is told by its operator.
 *
 * @param host address to listen on
 * @param port to listen on; 0 for any free one
 * @param redis {@code redis://} or {@code rediss://}, with the password in it
 * @param ownerTokenFile where a token for the owner is kept; null to keep none
 * @param dashboard folder that holds the dashboard's files; null to serve none
 */
public record ApiConfig(
    String host,
    int port,
    Addresses addresses,
    DatabaseConfig database,
    URI redis,
    S3Config storage,
    BuildsConfig builds,
    @Nullable Path ownerTokenFile,
    @Nullable Path dashboard) {}
