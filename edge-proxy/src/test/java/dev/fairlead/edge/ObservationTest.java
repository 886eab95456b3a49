package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.observation.ObservationConfig;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.testing.Eventually;
import dev.fairlead.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a whole edge. */
final class ObservationTest {
  private static final String HOST = "shop.sites.example";
  private static final String PREVIEW = "shop-git-x.sites.example";

  @TempDir Path folder;
  private final EdgeFixture fixture = new EdgeFixture();
  private Path log;
  private EdgeProxy edge;

  @BeforeEach
  void start() throws IOException {
    DeploymentId deployment =
        fixture.deployment().html("/index.html", "hello").html("/404.html", "lost").publish();
    fixture.route(HOST, deployment, true);
    fixture.route(PREVIEW, deployment, false);
    log = folder.resolve("access.log");
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withDrain(Duration.ofSeconds(2))
                .withObservation(new ObservationConfig(log.toString(), "127.0.0.1", 0)));
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void countsByClassesOfHosts() throws Exception {
    String tag = get(HOST, "/").header("etag");
    get(HOST, "/");
    get(HOST, "/", "If-None-Match: " + tag);
    get(HOST, "/missing");
    get(PREVIEW, "/");
    get("nobody.example", "/");
    get(HOST, "/.fairlead/health");

    assertCounted("requests_total{class=\"platform\",status=\"2xx\"}", 1);
    assertCounted("requests_total{class=\"production\",status=\"2xx\"}", 2);
    assertCounted("requests_total{class=\"production\",status=\"3xx\"}", 1);
    assertCounted("requests_total{class=\"production\",status=\"4xx\"}", 1);
    assertCounted("requests_total{class=\"preview\",status=\"2xx\"}", 1);
    assertCounted("requests_total{class=\"unknown\",status=\"4xx\"}", 1);
    assertCounted("body_bytes_total{class=\"production\"}", "hello".length() * 2 + "lost".length());
    assertCounted("answer_seconds_count{class=\"production\"}", 4);
    assertCounted("answer_seconds_bucket{class=\"production\",le=\"+Inf\"}", 4);
    assertCounted("store_reads_total{kind=\"blob\"}", fixture.blobReads.get());
    assertCounted("store_reads_total{kind=\"route\"}", fixture.routeReads.get());
    assertCounted("bodies_total{tier=\"store\"}", 2);
    assertCounted("routes_kept", 2);
    assertCounted("manifests_kept", 1);
  }

  @Test
  void notesWhatIsRefusedBeforeItIsARequest() throws Exception {
    for (String wrong :
        List.of(
            "GET / HTTP/1.1\r\n\r\n",
            "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n",
            "GET /%s HTTP/1.1\r\nHost: a\r\n\r\n".formatted("x".repeat(9_000)),
            "GET / HTTP/1.1\r\nHost: a\r\nx: %s\r\n\r\n".formatted("x".repeat(20_000)))) {
      try (RawClient client = new RawClient(edge.port())) {
        client.send(wrong);
        assertThat(client.read(false).status()).isBetween(400, 431);
      }
    }

    Eventually.becomesTrue("five lines are there", () -> lines().size() == 5);
    assertThat(number("fairlead_edge_requests_total{class=\"platform\",status=\"4xx\"}"))
        .isEqualTo(5);
    assertThat(lines())
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "\"host\":\"\",\"class\":\"platform\",\"method\":\"-\",\"target\":\"-\"",
                        "\"client\":\"127.0.0.1\""));
    assertThat(lines().stream().map(line -> line.replaceAll(".*\"status\":(\\d+).*", "$1")))
        .containsExactlyInAnyOrder("400", "400", "413", "414", "431");
  }

  @Test
  void notesWhatIsSentOnToTls() throws Exception {
    edge.close();
    int port = FreePort.find();
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withRedirectPort(port)
                .withObservation(new ObservationConfig(log.toString(), "127.0.0.1", 0)));
    assertThat(RawClient.get(port, HOST, "/x").status()).isEqualTo(308);
    try (RawClient client = new RawClient(port)) {
      client.send("nonsense\r\n\r\n");
      assertThat(client.read(false).status()).isEqualTo(400);
    }

    Eventually.becomesTrue("two lines are there", () -> lines().size() == 2);
    assertThat(lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"method\":\"GET\",\"target\":\"/x\",\"status\":308", HOST))
        .anySatisfy(line -> assertThat(line).contains("\"status\":400"));
    assertThat(number("fairlead_edge_requests_total{class=\"platform\",status=\"3xx\"}"))
        .isEqualTo(1);
  }

  @Test
  void noLabelIsAClients() throws Exception {
    get(HOST, "/");
    long before = metrics().lines().count();
    for (int i = 0; i < 20; i++) {
      get("host-%d.example".formatted(i), "/path-" + i, "User-Agent: agent-" + i);
    }
    assertThat(metrics().lines().count()).isEqualTo(before);
    assertThat(metrics()).doesNotContain("host-").doesNotContain("path-").doesNotContain("agent-");
  }

  @Test
  void writesALineForEveryAnswer() throws Exception {
    get(HOST, "/?a=\"b\"", "User-Agent: \"x\\y\u00e9", "Referer: https://from.example/");
    get(HOST, "/");
    get("nobody.example", "/");
    Eventually.becomesTrue("three lines are there", () -> lines().size() == 3);

    // Lines of several event loops come in any order.
    assertThat(lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "\\{\"time\":\"2026-05-06T07:08:09Z\",\"host\":\"shop.sites.example\","
                            + "\"class\":\"production\",\"method\":\"GET\","
                            + "\"target\":\"/\\?a=\\\\\"b\\\\\"\",\"status\":200,\"bytes\":5,"
                            + "\"micros\":\\d+,\"protocol\":\"http/1.1\",\"tls\":false,"
                            + "\"client\":\"127.0.0.1\",\"cache\":\"store\","
                            + "\"user_agent\":\"\\\\\"x\\\\\\\\y\\\\u00e9\","
                            + "\"referer\":\"https://from.example/\"}"))
        .anySatisfy(line -> assertThat(line).contains("\"target\":\"/\"", "\"bytes\":5"))
        .anySatisfy(line -> assertThat(line).contains("\"class\":\"unknown\"", "\"status\":404"));
    assertThat(number("fairlead_edge_access_log_dropped_total")).isZero();
  }

  @Test
  void isReadyOnceTheStoreAnswersAndStaysSoWithoutIt() throws Exception {
    fixture.down = true;
    assertThat(operator("/health/live").status()).isEqualTo(200);
    assertThat(operator("/health/ready").status()).isEqualTo(503);
    assertThat(get(HOST, "/").status()).isEqualTo(503);
    Eventually.becomesTrue(
        "the failure is counted",
        () -> number("fairlead_edge_store_read_failures_total{kind=\"route\"}") > 0);

    fixture.down = false;
    Eventually.becomesTrue("ready", () -> operator("/health/ready").status() == 200);
    fixture.advance(Duration.ofMinutes(1));
    assertThat(get(HOST, "/").status()).isEqualTo(200);
    fixture.down = true;
    fixture.advance(Duration.ofMinutes(1));
    assertThat(get(HOST, "/").status()).isEqualTo(200);
    assertThat(operator("/health/ready").status()).isEqualTo(200);
  }

  @Test
  void theOperatorsPortHasNothingElse() throws Exception {
    assertThat(operator("/").status()).isEqualTo(404);
    try (RawClient client = new RawClient(edge.operatorPort())) {
      assertThat(client.request("DELETE", "127.0.0.1", "/metrics").status()).isEqualTo(405);
    }
    assertThat(get(HOST, "/metrics").body()).isEqualTo("lost");
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(log);
  }

  /** Each loop counts an answer after it has gone out, so that its client may be earlier. */
  private void assertCounted(String series, double expected) throws Exception {
    String name = "fairlead_edge_" + series;
    assertThat(Eventually.get(name, () -> number(name), number -> number >= expected))
        .as(name)
        .isEqualTo(expected);
  }

  private double number(String series) throws IOException {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no series " + series));
  }

  private String metrics() throws IOException {
    return operator("/metrics").body();
  }

  private RawClient.Response operator(String path) throws IOException {
    return RawClient.get(edge.operatorPort(), "127.0.0.1", path);
  }

  private RawClient.Response get(String host, String target, String... headers) throws IOException {
    return RawClient.get(edge.port(), host, target, headers);
  }
}
