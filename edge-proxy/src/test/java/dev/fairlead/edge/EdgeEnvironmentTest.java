package dev.fairlead.edge;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.edge.cache.RouteCacheConfig;
import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.edge.http.StrictTransport;
import dev.fairlead.edge.observation.ObservationConfig;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.redis.RedisConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EdgeEnvironmentTest {
  @TempDir private Path folder;

  private static final Map<String, String> LEAST =
      Map.of("FAIRLEAD_S3_BUCKET", "sites", "AWS_REGION", "eu-central-1");

  @Test
  void everyDefaultIsKnown() {
    EdgeConfig config = EdgeEnvironment.read(LEAST, 512 << 20).edge();

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
                    Duration.ofSeconds(10),
                    100_000,
                    10_000,
                    1_000),
                268_435_456,
                new BlobConfig(
                    268_435_456, 1_048_576, new BlobConfig.Disk(null, 1_073_741_824, 268_435_456)),
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
                entry("FAIRLEAD_EDGE_MANIFEST_CACHE_BYTES", "5"),
                entry("FAIRLEAD_EDGE_MAX_CONNECTIONS", "7"),
                entry("FAIRLEAD_EDGE_MAX_CONNECTIONS_PER_ADDRESS", "3"),
                entry("FAIRLEAD_EDGE_DISK_CACHE", folder + "/cache"),
                entry("FAIRLEAD_EDGE_DISK_CACHE_BYTES", "8000000"),
                entry("FAIRLEAD_EDGE_THREADS", "2"),
                entry("FAIRLEAD_EDGE_COUNTRY_HEADER", "cloudfront-viewer-country"),
                entry("FAIRLEAD_EDGE_DRAIN", "PT1S"),
                entry("FAIRLEAD_EDGE_HSTS", "max-age=31536000; includeSubDomains"),
                entry("FAIRLEAD_EDGE_ACCESS_LOG", "-"),
                entry("FAIRLEAD_EDGE_METRICS_HOST", "10.0.0.7"),
                entry("FAIRLEAD_EDGE_METRICS_PORT", "9002"),
                entry("FAIRLEAD_EDGE_TLS_CERTIFICATES", folder.toString()),
                entry("FAIRLEAD_EDGE_TLS_PORT", "443"),
                entry("FAIRLEAD_EDGE_REDIRECT_PORT", "9001")));
    EdgeConfig config = environment.edge();
    assertThat(config.ports().redirectPort()).isEqualTo(9001);
    assertThat(config.tls()).isEqualTo(TlsConfig.of(folder, 443));
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
                2_000_000, 125_000, BlobConfig.Disk.of(folder.resolve("cache"), 8_000_000)));
    assertThat(config.connections().maxConnectionsPerAddress()).isEqualTo(3);
    assertThat(config.threads()).isEqualTo(2);
    assertThat(config.countryHeader()).isEqualTo("cloudfront-viewer-country");
    assertThat(config.maxManifestBytes()).isEqualTo(5);
    assertThat(config.connections().maxConnections()).isEqualTo(7);
    assertThat(config.shutdown().deregistration()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.shutdown().drain()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void allProblemsAreNamedAtOnceEachWithItsVariableAndItsValue() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Map<String, String> wrong =
        Map.ofEntries(
            entry("FAIRLEAD_EDGE_HOST", "nonsense.invalid"),
            entry("FAIRLEAD_EDGE_METRICS_HOST", "10.0.0.256"),
            entry("FAIRLEAD_EDGE_PORT", "http"),
            entry("FAIRLEAD_EDGE_REDIRECT_PORT", "65536"),
            entry("FAIRLEAD_EDGE_TLS_CERTIFICATES", folder + "/missing"),
            entry("FAIRLEAD_EDGE_TLS_PORT", "8443 "),
            entry("FAIRLEAD_EDGE_BLOB_CACHE_BYTES", "-1"),
            entry("FAIRLEAD_EDGE_DISK_CACHE", file.toString()),
            entry("FAIRLEAD_EDGE_DISK_CACHE_BYTES", "0"),
            entry("FAIRLEAD_EDGE_MANIFEST_CACHE_BYTES", "many"),
            entry("FAIRLEAD_EDGE_MAX_CONNECTIONS", "0"),
            entry("FAIRLEAD_EDGE_MAX_CONNECTIONS_PER_ADDRESS", "99999999999"),
            entry("FAIRLEAD_EDGE_THREADS", "1025"),
            entry("FAIRLEAD_EDGE_COUNTRY_HEADER", "Country: DE"),
            entry("FAIRLEAD_EDGE_DEREGISTRATION", "-PT1S"),
            entry("FAIRLEAD_EDGE_DRAIN", "soon"),
            entry("FAIRLEAD_EDGE_HSTS", "forever"),
            entry("FAIRLEAD_EDGE_ACCESS_LOG", folder.toString()),
            entry("FAIRLEAD_EDGE_METRICS_PORT", "70000"),
            entry("FAIRLEAD_REDIS_URL", "http://redis.example"),
            entry("FAIRLEAD_S3_BUCKET", "My_Sites"),
            entry("FAIRLEAD_S3_REGIONS", "us-east-1"));

    assertThatThrownBy(() -> EdgeEnvironment.read(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .satisfies(
            message -> {
              List<String> lines = message.lines().toList();
              assertThat(lines).contains("AWS_REGION is not set");
              wrong.forEach(
                  (name, value) ->
                      assertThat(lines)
                          .as(name)
                          .filteredOn(line -> line.startsWith(name + ": "))
                          .singleElement()
                          .asString()
                          .contains(name.endsWith("REDIS_URL") ? "http://…" : value)
                          .contains("expected: "));
              assertThat(lines).hasSize(wrong.size() + 1);
            });
  }

  @ParameterizedTest
  @CsvSource({"512, 256", "320, 256", "300, 236", "128, 64", "100, 50"})
  void theMemoryForBlobsLeavesRoomOutsideTheHeap(int direct, int expected) {
    BlobConfig blobs = EdgeEnvironment.read(LEAST, (long) direct << 20).edge().blobs();
    assertThat(blobs.memoryBytes()).isEqualTo((long) expected << 20);

    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("FAIRLEAD_EDGE_BLOB_CACHE_BYTES", Long.toString((long) direct << 20));
    assertThatThrownBy(() -> EdgeEnvironment.read(environment, (long) direct << 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "FAIRLEAD_EDGE_BLOB_CACHE_BYTES: %1$d (expected: 0–%2$d, since this Java may have %1$d"
                + " bytes outside its heap: -XX:MaxDirectMemorySize)",
            direct << 20, Math.max(direct / 2, direct - 64) << 20);
  }

  @Test
  void aPortIsForOneThingOnly() {
    assertThatThrownBy(
            () ->
                EdgeEnvironment.read(
                    Map.of(
                        "FAIRLEAD_S3_BUCKET", "sites",
                        "AWS_REGION", "eu-central-1",
                        "FAIRLEAD_EDGE_PORT", "8443",
                        "FAIRLEAD_EDGE_REDIRECT_PORT", "8443",
                        "FAIRLEAD_EDGE_TLS_CERTIFICATES", folder.toString())))
        .hasMessage(
            """
            FAIRLEAD_EDGE_REDIRECT_PORT: 8443 (expected: another port than that of FAIRLEAD_EDGE_PORT)
            FAIRLEAD_EDGE_TLS_PORT: not set (expected: 8443 unless set, and another port than those \
            of FAIRLEAD_EDGE_PORT and FAIRLEAD_EDGE_REDIRECT_PORT)\
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9001", "9002", "9003"})
  void thePortOfMetricsIsForNothingElse(String port) {
    assertThatThrownBy(
            () ->
                EdgeEnvironment.read(
                    Map.of(
                        "FAIRLEAD_S3_BUCKET", "sites",
                        "AWS_REGION", "eu-central-1",
                        "FAIRLEAD_EDGE_PORT", "9001",
                        "FAIRLEAD_EDGE_REDIRECT_PORT", "9002",
                        "FAIRLEAD_EDGE_TLS_PORT", "9003",
                        "FAIRLEAD_EDGE_TLS_CERTIFICATES", folder.toString(),
                        "FAIRLEAD_EDGE_METRICS_PORT", port)))
        .hasMessage(
            "FAIRLEAD_EDGE_METRICS_PORT: %s (expected: another port than those of"
                + " FAIRLEAD_EDGE_PORT, FAIRLEAD_EDGE_REDIRECT_PORT and FAIRLEAD_EDGE_TLS_PORT)",
            port);
  }

  @Test
  void aPortOfTlsNeedsCertificates() {
    assertThatThrownBy(
            () ->
                EdgeEnvironment.read(
                    Map.of(
                        "FAIRLEAD_S3_BUCKET", "sites",
                        "AWS_REGION", "eu-central-1",
                        "FAIRLEAD_EDGE_TLS_PORT", "443")))
        .hasMessage(
            "FAIRLEAD_EDGE_TLS_CERTIFICATES: not set"
                + " (expected: a folder, since FAIRLEAD_EDGE_TLS_PORT is set)");
  }

  @Test
  void anEmptyVariableIsNotSet() {
    Map<String, String> environment =
        Map.of("FAIRLEAD_S3_BUCKET", "sites", "AWS_REGION", "eu-central-1");
    Map<String, String> empty = new HashMap<>(environment);
    for (String name :
        List.of("PORT", "DISK_CACHE", "TLS_CERTIFICATES", "HSTS", "ACCESS_LOG", "METRICS_PORT")) {
      empty.put("FAIRLEAD_EDGE_" + name, "");
    }

    assertThat(EdgeEnvironment.read(empty)).isEqualTo(EdgeEnvironment.read(environment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection", "TE", "proxy-country", "viewer country", "länge", "a:b"})
  void aCountryComesInAFieldThatRequestsCanHave(String name) {
    assertThatThrownBy(() -> EdgeConfig.listening("127.0.0.1", 0).withCountryHeader(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("country header: %s (expected: the name of a field", name);
  }
}
