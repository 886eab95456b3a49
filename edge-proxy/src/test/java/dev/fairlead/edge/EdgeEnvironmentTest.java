package dev.fairlead.edge;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.edge.cache.RouteCacheConfig;
import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.edge.http.StrictTransport;
import dev.fairlead.edge.observation.ObservationConfig;
import dev.fairlead.redis.RedisConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EdgeEnvironmentTest {

  @Test
  void everyDefaultIsKnown() {
    EdgeConfig config =
        EdgeEnvironment.read(Map.of("FAIRLEAD_S3_BUCKET", "sites", "AWS_REGION", "eu-central-1"))
            .edge();

    assertThat(config)
        .isEqualTo(
            new EdgeConfig(
                new EdgeConfig.Ports("0.0.0.0", 8081, 0),
                null,
                null,
                new RouteCacheConfig(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    100_000,
                    10_000,
                    1_000),
                1_000_000,
                new BlobConfig(268_435_456, 1_048_576, null),
                new ConnectionConfig(
                    8_192,
                    16_384,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(20),
                    20_480,
                    10_000,
                    1_000),
                0,
                new EdgeConfig.Shutdown(Duration.ZERO, Duration.ofSeconds(10)),
                null,
                null,
                new ObservationConfig(null, "127.0.0.1", null)));
  }

  @Test
  void everyVariableIsRead() {
    EdgeEnvironment environment =
        EdgeEnvironment.read(
            Map.ofEntries(
                entry("FAIRLEAD_S3_BUCKET", "sites"),
                entry("AWS_REGION", "eu-central-1"),
                entry("FAIRLEAD_EDGE_DEREGISTRATION", "PT2S"),
                entry("FAIRLEAD_EDGE_HOST", "127.0.0.1"),
                entry("FAIRLEAD_EDGE_PORT", "9000"),
                entry("FAIRLEAD_REDIS_URL", "redis://redis.example:6379"),
                entry("FAIRLEAD_EDGE_BLOB_CACHE_BYTES", "2000000"),
                entry("FAIRLEAD_EDGE_MANIFEST_CACHE_FILES", "5"),
                entry("FAIRLEAD_EDGE_MAX_CONNECTIONS", "7"),
                entry("FAIRLEAD_EDGE_MAX_CONNECTIONS_PER_ADDRESS", "3"),
                entry("FAIRLEAD_EDGE_DISK_CACHE", "/var/cache/edge"),
                entry("FAIRLEAD_EDGE_DISK_CACHE_BYTES", "8000000"),
                entry("FAIRLEAD_EDGE_THREADS", "2"),
                entry("FAIRLEAD_EDGE_COUNTRY_HEADER", "cloudfront-viewer-country"),
                entry("FAIRLEAD_EDGE_DRAIN", "PT1S"),
                entry("FAIRLEAD_EDGE_HSTS", "max-age=31536000; includeSubDomains"),
                entry("FAIRLEAD_EDGE_ACCESS_LOG", "-"),
                entry("FAIRLEAD_EDGE_METRICS_HOST", "10.0.0.7"),
                entry("FAIRLEAD_EDGE_METRICS_PORT", "9002"),
                entry("FAIRLEAD_EDGE_REDIRECT_PORT", "9001")));
    EdgeConfig config = environment.edge();
    assertThat(config.ports().redirectPort()).isEqualTo(9001);
    assertThat(config.transport())
        .isEqualTo(StrictTransport.of("max-age=31536000; includeSubDomains"));
    assertThat(config.observation()).isEqualTo(new ObservationConfig("-", "10.0.0.7", 9002));

    assertThat(environment.storage().home().bucket()).isEqualTo("sites");
    assertThat(config.ports().address()).isEqualTo("127.0.0.1");
    assertThat(config.ports().port()).isEqualTo(9000);
    assertThat(config.redis()).isEqualTo(RedisConfig.of(URI.create("redis://redis.example:6379")));
    assertThat(config.blobs())
        .isEqualTo(
            new BlobConfig(
                2_000_000, 1_048_576, BlobConfig.Disk.of(Path.of("/var/cache/edge"), 8_000_000)));
    assertThat(config.connections().maxConnectionsPerAddress()).isEqualTo(3);
    assertThat(config.threads()).isEqualTo(2);
    assertThat(config.countryHeader()).isEqualTo("cloudfront-viewer-country");
    assertThat(config.maxManifestFiles()).isEqualTo(5);
    assertThat(config.connections().maxConnections()).isEqualTo(7);
    assertThat(config.shutdown().deregistration()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.shutdown().drain()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    assertThatThrownBy(
            () ->
                EdgeEnvironment.read(
                    Map.of(
                        "FAIRLEAD_EDGE_PORT", "http",
                        "FAIRLEAD_EDGE_DRAIN", "soon",
                        "FAIRLEAD_EDGE_HSTS", "forever",
                        "FAIRLEAD_EDGE_METRICS_PORT", "70000")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FAIRLEAD_EDGE_PORT: http")
        .hasMessageContaining("FAIRLEAD_EDGE_DRAIN: soon")
        .hasMessageContaining("strict transport security: forever")
        .hasMessageContaining("metrics port: 70000")
        .hasMessageContaining("FAIRLEAD_S3_BUCKET")
        .hasMessageContaining("AWS_REGION");
  }
}
