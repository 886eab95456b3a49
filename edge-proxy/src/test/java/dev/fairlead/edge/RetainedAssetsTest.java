package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.cache.RouteCacheConfig;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of earlier deployments while the store is slow, fails, or has them no more. */
final class RetainedAssetsTest {
  private static final String HOST = "site.example.net";
  private static final String ASSET = "/chunk-0f8fad5b.js";
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final EdgeFixture fixture = new EdgeFixture();
  private final CountDownLatch answering = new CountDownLatch(1);
  private EdgeProxy edge;

  @BeforeEach
  void start() throws IOException {
    RouteCacheConfig usual = RouteCacheConfig.DEFAULT;
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withDrain(Duration.ofMillis(100))
                .withRoutes(
                    new RouteCacheConfig(
                        usual.fresh(),
                        usual.mustRevalidate(),
                        usual.unknownFor(),
                        usual.patience(),
                        PATIENCE,
                        usual.maxRoutes(),
                        usual.maxUnknown(),
                        usual.maxReads())));
  }

  @AfterEach
  void stop() {
    answering.countDown();
    edge.close();
  }

  /** Has a site that is cached, but for what it served before. */
  private void publish(List<DeploymentId> earlier) throws IOException {
    fixture.route(HOST, fixture.deployment().html("/index.html", "new").publish(), true, earlier);
    assertThat(RawClient.get(edge.port(), HOST, "/").status()).isEqualTo(200);
    fixture.manifestReads.set(0);
  }

  @Test
  void aManifestThatComesTooLateForOneRequestIsThereForTheNext() throws Exception {
    publish(List.of(deploymentWithAsset()));
    fixture.slow = answering;
    assertThat(status(ASSET)).isEqualTo(404);

    answering.countDown();

    Eventually.within(
        Duration.ofSeconds(10), "it is served", () -> status(ASSET), status -> status == 200);
    assertThat(fixture.manifestReads).hasValue(1);
  }

  @Test
  void aRequestWaitsForAllManifestsTogetherNoLongerThanForOne() throws Exception {
    List<DeploymentId> earlier = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      earlier.add(fixture.deployment().html("/index.html", "old " + i).publish());
    }
    publish(earlier);
    fixture.slow = answering;
    long begun = System.nanoTime();

    assertThat(status(ASSET)).isEqualTo(404);

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(PATIENCE, PATIENCE.multipliedBy(10));
  }

  @Test
  void whenTheTimeIsOverThoseAtHandAreStillLookedInto() throws Exception {
    DeploymentId unread = fixture.deployment().html("/index.html", "old").publish();
    DeploymentId read = deploymentWithAsset();
    publish(List.of(unread, read));
    fixture.route("read.example.net", read, true);
    assertThat(RawClient.get(edge.port(), "read.example.net", ASSET).status()).isEqualTo(200);
    fixture.slow = answering;

    assertThat(status(ASSET)).isEqualTo(200);
  }

  @Test
  void aStoreThatFailedIsAskedAgain() throws Exception {
    publish(List.of(deploymentWithAsset()));
    fixture.down = true;
    assertThat(status(ASSET)).isEqualTo(404);

    fixture.down = false;

    assertThat(status(ASSET)).isEqualTo(200);
  }

  @Test
  void aManifestThatIsNotThereIsNotAskedForByEachRequest() throws Exception {
    publish(List.of(DeploymentId.parse("0f8fad5bd9cb469f")));

    assertThat(status(ASSET)).isEqualTo(404);
    assertThat(status("/another-0f8fad5b.js")).isEqualTo(404);

    assertThat(fixture.manifestReads).hasValue(1);
  }

  private DeploymentId deploymentWithAsset() throws IOException {
    byte[] script = "let old".getBytes(StandardCharsets.US_ASCII);
    return fixture.deployment().file(ASSET, "text/javascript", script, true, Map.of()).publish();
  }

  private int status(String target) throws IOException {
    return RawClient.get(edge.port(), HOST, target).status();
  }
}
