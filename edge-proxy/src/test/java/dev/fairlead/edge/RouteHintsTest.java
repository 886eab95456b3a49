package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedRedis;
import dev.fairlead.embedded.EmbeddedRedisConfig;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Route;
import dev.fairlead.site.RouteHint;
import dev.fairlead.testing.Eventually;
import dev.fairlead.testing.FreePort;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real Redis: a change is served as soon as its hint arrives. The clock stands still. */
final class RouteHintsTest {
  private static final String HOST = "shop.sites.example";
  private static final byte[] CHANNEL = RouteHint.CHANNEL.getBytes(StandardCharsets.US_ASCII);

  private final EdgeFixture fixture = new EdgeFixture();
  @TempDir Path directory;

  @Test
  void aHintedChangeIsServedWithin100Milliseconds() throws Exception {
    try (EmbeddedRedis redis = startRedis(0);
        EdgeProxy edge = startEdge(redis.uri());
        RedisClient client = RedisClient.create(redis.uri());
        StatefulRedisConnection<byte[], byte[]> api = client.connect(ByteArrayCodec.INSTANCE)) {
      awaitSubscriber(api);
      publish(api, "0");
      Eventually.becomesTrue("the first deployment is served", () -> body(edge).equals("0"));

      List<Duration> delays = new ArrayList<>();
      for (int i = 1; i <= 20; i++) {
        String version = Integer.toString(i);
        publish(api, version);
        delays.add(Eventually.becomesTrue(version, () -> body(edge).equals(version)));
      }

      // The quickest: what else the machine does makes some of them slower.
      assertThat(Collections.min(delays)).isLessThan(Duration.ofMillis(100));
    }
  }

  @Test
  void aHintPrefetchesTheManifestOfAHostNobodyHasAskedFor() throws Exception {
    try (EmbeddedRedis redis = startRedis(0);
        EdgeProxy edge = startEdge(redis.uri());
        RedisClient client = RedisClient.create(redis.uri());
        StatefulRedisConnection<byte[], byte[]> api = client.connect(ByteArrayCodec.INSTANCE)) {
      awaitSubscriber(api);
      publish(api, "0");
      Eventually.becomesTrue("the manifest is read", () -> fixture.manifestReads.get() == 1);
      // What is no hint is passed over.
      api.sync().publish(CHANNEL, "nonsense".getBytes(StandardCharsets.US_ASCII));

      publish(api, "1");
      Eventually.becomesTrue("the next manifest is read", () -> fixture.manifestReads.get() == 2);
      Eventually.becomesTrue("it is served", () -> body(edge).equals("1"));
    }
  }

  @Test
  void anEdgeStartsWithoutRedisAndDoubtsItsRoutesWhenItComes() throws Exception {
    int port = FreePort.find();
    String uri = "redis://:correct-horse@127.0.0.1:" + port;
    try (EdgeProxy edge = startEdge(uri)) {
      fixture.route(HOST, deployment("first"), true);
      assertThat(body(edge)).isEqualTo("first");
      fixture.route(HOST, deployment("second"), true);
      assertThat(body(edge)).isEqualTo("first");

      try (EmbeddedRedis redis = startRedis(port)) {
        assertThat(redis.port()).isEqualTo(port);
        Eventually.becomesTrue("the missed change is seen", () -> body(edge).equals("second"));
      }
      fixture.advance(Duration.ofSeconds(1));
      assertThat(body(edge)).isEqualTo("second");
      fixture.route(HOST, deployment("third"), true);
      assertThat(body(edge)).isEqualTo("second");
      try (EmbeddedRedis again = startRedis(port)) {
        assertThat(again.port()).isEqualTo(port);
        Eventually.becomesTrue("it connects again by itself", () -> body(edge).equals("third"));
      }
    }
  }

  private void publish(StatefulRedisConnection<byte[], byte[]> api, String content)
      throws IOException {
    Route route = fixture.route(HOST, deployment(content), true);
    byte[] hint = new RouteHint(route.host(), route.generation()).toJson();
    api.sync().publish(CHANNEL, hint);
  }

  private DeploymentId deployment(String content) throws IOException {
    return fixture.deployment().html("/index.html", content).publish();
  }

  private static void awaitSubscriber(StatefulRedisConnection<byte[], byte[]> api)
      throws Exception {
    Eventually.becomesTrue(
        "the edge listens",
        () -> api.sync().pubsubNumsub(CHANNEL).values().stream().anyMatch(count -> count > 0));
  }

  private EdgeProxy startEdge(String redis) throws IOException {
    return fixture.start(
        EdgeConfig.listening("127.0.0.1", 0)
            .withRedis(RedisConfig.of(URI.create(redis)))
            .withDrain(Duration.ofSeconds(2)));
  }

  private EmbeddedRedis startRedis(int port) throws IOException {
    return EmbeddedRedis.start(
        new EmbeddedRedisConfig(directory, Binaries.defaultFolder(), port, "correct-horse"));
  }

  private static String body(EdgeProxy edge) throws IOException {
    return RawClient.get(edge.port(), HOST, "/").body();
  }
}
