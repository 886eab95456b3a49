package dev.fairlead.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.RawClient.Response;
import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.edge.observation.ObservationConfig;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real S3 server may do to an edge: be away, or hold things that are wrong. */
final class StaticStabilityTest {
  private static final String HOST = "shop.sites.example";
  private static final String OTHER = "other.sites.example";
  private static final Duration OLD = Duration.ofSeconds(30);
  private static final byte[] FILM = new byte[3 << 20];

  static {
    new Random(7).nextBytes(FILM);
  }

  /** Gives the time only. */
  private final EdgeFixture clock = new EdgeFixture();

  @TempDir private Path folder;
  private S3Fixture s3;
  private EdgeProxy edge;
  private DeploymentId first;

  @BeforeEach
  void start() throws IOException {
    s3 = new S3Fixture(folder.resolve("s3"));
    first = s3.deploy(pages("first"));
    s3.putRoute(s3.route(HOST, 7, first));
    startEdge();
  }

  @AfterEach
  void stop() throws IOException {
    edge.close();
    s3.close();
  }

  private void startEdge() throws IOException {
    edge =
        new EdgeProxy(
            EdgeConfig.listening("127.0.0.1", 0)
                .withBlobs(
                    new BlobConfig(
                        4 << 20,
                        1 << 20,
                        new BlobConfig.Disk(
                            folder.resolve("blobs"), 4L * FILM.length, FILM.length)))
                .withObservation(new ObservationConfig(null, "127.0.0.1", 0))
                .withDrain(Duration.ofSeconds(2)),
            s3.storage,
            clock);
    edge.start();
  }

  private static Map<String, byte[]> pages(String text) {
    Map<String, byte[]> pages = new LinkedHashMap<>();
    pages.put("/index.html", text.getBytes(UTF_8));
    pages.put("/404.html", ("lost in " + text).getBytes(UTF_8));
    pages.put("/film.html", FILM);
    pages.put("/unseen.html", ("unseen of " + text).getBytes(UTF_8));
    return pages;
  }

  @Test
  void withoutTheStoreAllThatIsCachedIsServedForAsLongAsItTakes() throws Exception {
    Map<String, Response> before = answers();
    s3.stopServer();

    for (int minutes : new int[] {0, 1, 10, 60, 24 * 60}) {
      clock.advance(Duration.ofMinutes(minutes));
      assertSame(answers(), before);
      Response unseen = get("/unseen");
      assertThat(unseen.status()).isEqualTo(503);
      assertThat(unseen.body()).contains("<h1>").endsWith("</html>\n");
      assertThat(unseen.headers())
          .containsEntry("retry-after", "5")
          .containsEntry("cache-control", "no-store")
          .containsEntry("content-length", String.valueOf(unseen.bytes().length));
      assertThat(RawClient.get(edge.port(), "never.sites.example", "/").status()).isEqualTo(503);
    }
    assertThat(failures("route")).isPositive();
    assertThat(failures("blob")).isPositive();

    s3.startServer();
    clock.advance(OLD);
    assertThat(get("/unseen").body()).isEqualTo("unseen of first");
    s3.putRoute(s3.route(HOST, 8, s3.deploy(pages("second"))));
    clock.advance(OLD);
    assertThat(get("/").body()).isEqualTo("second");
  }

  @Test
  void anEdgeThatStartsNeedsTheStoreOnly() throws Exception {
    Map<String, Response> before = answers();
    edge.close();

    startEdge();

    assertSame(answers(), before);
  }

  /** What may lie where a route is. */
  private enum WrongRoute {
    CORRUPT,
    CUT_OFF,
    EMPTY,
    NULL,
    OLDER,
    OVERSIZED,
    OF_ANOTHER_HOST,
    OF_A_NEWER_SCHEMA
  }

  @ParameterizedTest
  @EnumSource
  void aRouteThatIsWrongIsRefusedAndTheLastGoodOneStays(WrongRoute what) throws Exception {
    Map<String, Response> before = answers();
    DeploymentId second = s3.deploy(pages("second"));
    s3.putRoute(HOST, wrong(what, s3.route(HOST, 8, second)));

    for (int i = 0; i < 5; i++) {
      long reads = reads("route");
      clock.advance(OLD);
      assertSame(answers(), before);
      assertThat(reads("route")).as("it was looked at again").isGreaterThan(reads);
    }

    s3.putRoute(s3.route(HOST, 8, second));
    clock.advance(OLD);
    assertThat(get("/").body()).isEqualTo("second");
  }

  private byte[] wrong(WrongRoute what, Route right) throws IOException {
    byte[] json = right.toJson();
    String text = new String(json, UTF_8);
    return switch (what) {
      case CORRUPT -> {
        byte[] noise = new byte[json.length];
        new Random(1).nextBytes(noise);
        yield noise;
      }
      case CUT_OFF -> Arrays.copyOf(json, json.length - 1);
      case EMPTY -> new byte[0];
      case NULL -> "null".getBytes(UTF_8);
      case OLDER -> s3.route(HOST, 6, right.served().orElseThrow()).toJson();
      case OVERSIZED -> (text + " ".repeat(Route.MAX_BYTES)).getBytes(UTF_8);
      case OF_ANOTHER_HOST -> text.replace(HOST, OTHER).getBytes(UTF_8);
      case OF_A_NEWER_SCHEMA -> text.replace("\"schema\":1", "\"schema\":2").getBytes(UTF_8);
    };
  }

  /** What may lie where a manifest is. */
  private enum WrongManifest {
    CORRUPT,
    CUT_OFF,
    EMPTY,
    OF_ANOTHER_DEPLOYMENT,
    OVERSIZED
  }

  @ParameterizedTest
  @EnumSource
  void aManifestThatIsWrongIsRefusedAndTheDeploymentBeforeStays(WrongManifest what)
      throws Exception {
    Map<String, Response> before = answers();
    DeploymentId second = s3.deploy(pages("second"));
    spoil(what, second);
    s3.putRoute(s3.route(HOST, 8, second));

    for (int i = 0; i < 5; i++) {
      long reads = reads("manifest");
      clock.advance(OLD);
      assertSame(answers(), before);
      assertThat(reads("manifest")).as("it was looked at again").isGreaterThan(reads);
    }

    s3.putRoute(s3.route(HOST, 9, s3.deploy(pages("third"))));
    clock.advance(OLD);
    assertThat(get("/").body()).isEqualTo("third");
  }

  private void spoil(WrongManifest what, DeploymentId deployment) throws IOException {
    byte[] good =
        s3.storage
            .manifests(s3.route(HOST, 1, deployment).storedIn())
            .read(s3.project, deployment)
            .orElseThrow();
    switch (what) {
      case CORRUPT -> {
        byte[] noise = good.clone();
        new Random(2).nextBytes(noise);
        s3.putManifest(deployment, noise);
      }
      case CUT_OFF -> s3.putManifest(deployment, Arrays.copyOf(good, good.length / 2));
      case EMPTY -> s3.putManifest(deployment, new byte[0]);
      case OF_ANOTHER_DEPLOYMENT ->
          s3.putManifest(
              deployment,
              new String(good, UTF_8)
                  .replace(deployment.toString(), first.toString())
                  .getBytes(UTF_8));
      case OVERSIZED -> s3.stretchManifest(deployment);
    }
  }

  /** Whole answers of what is cached, the date left out. */
  private Map<String, Response> answers() throws IOException {
    Map<String, Response> answers = new TreeMap<>();
    for (String target : new String[] {"/", "/film", "/nowhere", "/index.html?a=b"}) {
      answers.put(target, get(target));
    }
    return answers;
  }

  private static void assertSame(Map<String, Response> now, Map<String, Response> before) {
    before.forEach(
        (target, expected) -> {
          Response answer = Objects.requireNonNull(now.get(target), target);
          assertThat(answer.status()).as(target).isEqualTo(expected.status());
          assertThat(withoutDate(answer)).as(target).isEqualTo(withoutDate(expected));
          assertThat(answer.bytes()).as(target).isEqualTo(expected.bytes());
        });
  }

  private static Map<String, String> withoutDate(Response response) {
    Map<String, String> headers = new TreeMap<>(response.headers());
    headers.remove("date");
    return headers;
  }

  private Response get(String target) throws IOException {
    return RawClient.get(edge.port(), HOST, target);
  }

  private long reads(String kind) throws IOException {
    return number("fairlead_edge_store_reads_total{kind=\"%s\"}".formatted(kind));
  }

  private long failures(String kind) throws IOException {
    return number("fairlead_edge_store_read_failures_total{kind=\"%s\"}".formatted(kind));
  }

  private long number(String series) throws IOException {
    return RawClient.get(edge.operatorPort(), "127.0.0.1", "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToLong(line -> Long.parseLong(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}
