package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.cache.RouteCacheConfig;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.Route;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without Redis: what is served as time goes by, and while the store is down. */
final class RouteChangesTest {
  private static final String HOST = "shop.sites.example";

  private final EdgeFixture fixture = new EdgeFixture();
  private EdgeProxy edge;
  private DeploymentId first;
  private DeploymentId second;

  @BeforeEach
  void start() throws IOException {
    first = fixture.deployment().html("/index.html", "first").publish();
    second = fixture.deployment().html("/index.html", "second").publish();
    edge = fixture.start();
    fixture.route(HOST, first, true);
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void aYoungRouteIsServedWithoutLookingAtTheStore() throws Exception {
    assertThat(body()).isEqualTo("first");
    fixture.route(HOST, second, true);
    fixture.advance(Duration.ofSeconds(10));

    for (int i = 0; i < 10; i++) {
      assertThat(body()).isEqualTo("first");
    }
    assertThat(fixture.routeReads).hasValue(1);
    assertThat(fixture.manifestReads).hasValue(1);
    assertThat(fixture.blobReads).hasValue(1);
  }

  @Test
  void anOlderRouteIsReadAgainInTheBackground() throws Exception {
    assertThat(body()).isEqualTo("first");
    fixture.route(HOST, second, true);
    fixture.advance(Duration.ofSeconds(11));

    assertThat(body()).isEqualTo("first");
    Eventually.becomesTrue("the second deployment is served", () -> body().equals("second"));
    assertThat(fixture.routeReads).hasValue(2);
  }

  @Test
  void anOldRouteIsReadAgainBeforeTheAnswer() throws Exception {
    assertThat(body()).isEqualTo("first");
    fixture.route(HOST, second, true);
    fixture.advance(Duration.ofSeconds(26));

    assertThat(body()).isEqualTo("second");
  }

  @Test
  void aRouteSeenBeforeTheClockWasSetBackIsOld() throws Exception {
    assertThat(body()).isEqualTo("first");
    fixture.route(HOST, second, true);
    fixture.advance(Duration.ofHours(-1));

    assertThat(body()).isEqualTo("second");
  }

  @Test
  void afterAClockThatWasSetBackARouteThatCouldNotBeReadIsReadAgain() throws Exception {
    assertThat(body()).isEqualTo("first");
    fixture.advance(Duration.ofMinutes(1));
    fixture.down = true;
    assertThat(body()).isEqualTo("first");
    fixture.down = false;
    fixture.route(HOST, second, true);
    fixture.advance(Duration.ofHours(-1));

    assertThat(body()).isEqualTo("second");
  }

  /** Whoever is told that the first build is ready finds it, even where no hint has come yet. */
  @Test
  void aHostWhoseFirstBuildRanIsReadAgainBeforeTheAnswer() throws Exception {
    fixture.route(HOST, null, true);
    fixture.advance(Duration.ofMinutes(1));
    assertThat(get("/").body()).contains("http-equiv=\"refresh\"");
    int reads = fixture.routeReads.get();
    assertThat(get("/").status()).isEqualTo(503);
    assertThat(fixture.routeReads).as("but not for every request").hasValue(reads);

    fixture.route(HOST, first, true);
    fixture.advance(Duration.ofMillis(1_001));

    assertThat(body()).isEqualTo("first");
  }

  @Test
  void whatWasServedIsServedWhileTheStoreIsDown() throws Exception {
    assertThat(body()).isEqualTo("first");
    fixture.down = true;

    for (int i = 0; i < 20; i++) {
      fixture.advance(Duration.ofMinutes(i));
      assertThat(body()).isEqualTo("first");
    }
    int reads = fixture.routeReads.get();
    for (int i = 0; i < 20; i++) {
      assertThat(body()).isEqualTo("first");
    }
    assertThat(fixture.routeReads).hasValue(reads);
    fixture.down = false;
    fixture.route(HOST, second, true);
    fixture.advance(Duration.ofMinutes(1));

    assertThat(body()).isEqualTo("second");
  }

  @Test
  void whatWasNeverServedIs503WhileTheStoreIsDown() throws Exception {
    fixture.down = true;
    RawClient.Response response = get("/");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers())
        .containsEntry("cache-control", "no-store")
        .containsEntry("retry-after", "5");
    fixture.down = false;
    assertThat(body()).isEqualTo("first");
  }

  /** What takes long is better than nothing, and not as good as what was served before. */
  @Test
  void whereNothingCanBeServedInsteadASlowStoreIsWaitedForLonger() throws Exception {
    String unseen = "unseen.sites.example";
    fixture.route(unseen, first, true);
    edge.close();
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withRoutes(
                    new RouteCacheConfig(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(1),
                        Duration.ofMinutes(1),
                        10,
                        10,
                        10)));
    assertThat(body()).isEqualTo("first");
    fixture.route(HOST, second, true);
    fixture.advance(Duration.ofSeconds(26));
    CountDownLatch slow = new CountDownLatch(1);
    fixture.slow = slow;
    int reads = fixture.routeReads.get();

    try (RawClient waiting = new RawClient(edge.port())) {
      waiting.send("GET / HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(unseen));
      Eventually.becomesTrue(
          "the unseen route is read", () -> fixture.routeReads.get() == reads + 1);

      assertThat(body()).as("after the shorter wait").isEqualTo("first");
      slow.countDown();
      assertThat(waiting.read(false).body()).isEqualTo("first");
    }
  }

  @Test
  void aBlobThatCannotBeReadIs503AndThenServed() throws Exception {
    assertThat(get("/nowhere").status()).isEqualTo(404);
    fixture.down = true;
    try (RawClient client = new RawClient(edge.port())) {
      assertThat(client.request("GET", HOST, "/").status()).isEqualTo(503);
      assertThat(client.request("HEAD", HOST, "/").status()).isEqualTo(200);
      fixture.down = false;
      assertThat(client.request("GET", HOST, "/").body()).isEqualTo("first");
    }
  }

  @Test
  void aRouteToADeploymentWithoutManifestDoesNotReplaceTheOneThatWorks() throws Exception {
    assertThat(body()).isEqualTo("first");
    fixture.route(HOST, DeploymentId.parse("0000000000000000"), true);
    fixture.advance(Duration.ofMinutes(1));

    assertThat(body()).isEqualTo("first");
    fixture.route(HOST, second, true);
    fixture.advance(Duration.ofMinutes(1));
    assertThat(body()).isEqualTo("second");
  }

  @Test
  void aRouteNeverGoesBackToASmallerGeneration() throws Exception {
    Route old = fixture.routes.find(Hostname.parse(HOST)).orElseThrow().route();
    fixture.route(HOST, second, true);
    assertThat(body()).isEqualTo("second");

    // A store that shows an older state, as after a restore from a backup.
    String tag = fixture.routes.find(Hostname.parse(HOST)).orElseThrow().tag();
    fixture.routes.write(old, tag);
    fixture.advance(Duration.ofMinutes(1));
    int reads = fixture.routeReads.get();

    assertThat(body()).isEqualTo("second");
    assertThat(fixture.routeReads.get()).isGreaterThan(reads);
    assertThat(body()).isEqualTo("second");
  }

  @Test
  void aRollbackIsANewGenerationAndIsServed() throws Exception {
    fixture.route(HOST, second, true);
    assertThat(body()).isEqualTo("second");
    fixture.route(HOST, first, true);
    fixture.advance(Duration.ofSeconds(26));

    assertThat(body()).isEqualTo("first");
  }

  @Test
  void aHostWithoutRouteIsRememberedForAMoment() throws Exception {
    assertThat(RawClient.get(edge.port(), "later.example", "/").status()).isEqualTo(404);
    int reads = fixture.routeReads.get();
    assertThat(RawClient.get(edge.port(), "later.example", "/").status()).isEqualTo(404);
    assertThat(fixture.routeReads).hasValue(reads);

    fixture.route("later.example", first, true);
    fixture.advance(Duration.ofSeconds(3));
    assertThat(RawClient.get(edge.port(), "later.example", "/").body()).isEqualTo("first");
  }

  @Test
  void aRemovedRouteIsGone() throws Exception {
    assertThat(body()).isEqualTo("first");
    fixture.removed = true;
    fixture.advance(Duration.ofSeconds(26));

    assertThat(get("/").status()).isEqualTo(404);
  }

  private String body() throws IOException {
    return get("/").body();
  }

  private RawClient.Response get(String target) throws IOException {
    return RawClient.get(edge.port(), HOST, target);
  }
}
