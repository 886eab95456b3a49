package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.http.StrictTransport;
import dev.fairlead.edge.observation.ObservationConfig;
import dev.fairlead.edge.tls.CertificatesForTests;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.testing.Eventually;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole edge behind TLS, by both protocols. */
class EncryptedTest {
  private static final String HOST = "localhost";

  @TempDir Path certificates;
  private final EdgeFixture fixture = new EdgeFixture();
  private final byte[] large = new byte[5 << 20];
  private EdgeProxy edge;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    new Random(7).nextBytes(large);
    CertificatesForTests authority = new CertificatesForTests();
    authority.issue(certificates, "default", HOST, "other.example");
    fixture.route(
        HOST,
        fixture
            .deployment()
            .html("/index.html", "<h1>hello</h1>")
            .html("/404.html", "nothing here")
            .file("/large.bin", "application/octet-stream", large, false, Map.of())
            .publish(),
        true);
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withTls(TlsConfig.of(certificates, 0))
                .withTransport(StrictTransport.of("max-age=600"))
                .withObservation(new ObservationConfig(null, "127.0.0.1", 0))
                .withDrain(Duration.ofSeconds(15)));
    client = HttpClient.newBuilder().sslContext(authority.trusting()).build();
  }

  @AfterEach
  void stop() {
    client.close();
    edge.close();
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void answersByBothProtocols(Version version) throws Exception {
    HttpResponse<String> page = client.send(get("/", version), BodyHandlers.ofString());
    assertThat(page.version()).isEqualTo(version);
    assertThat(page.body()).isEqualTo("<h1>hello</h1>");
    assertThat(page.headers().firstValue("date")).isPresent();
    String tag = page.headers().firstValue("etag").orElseThrow();
    assertThat(status(version, "/", "if-none-match", tag)).isEqualTo(304);
    assertThat(status(version, "/missing", "accept", "text/html")).isEqualTo(404);
    assertThat(status(version, "/large.bin", "range", "bytes=0-9")).isEqualTo(206);
    assertThat(client.send(get("/large.bin", version), BodyHandlers.ofByteArray()).body())
        .isEqualTo(large);
    assertThat(client.send(get("/large.bin", version), BodyHandlers.ofByteArray()).body())
        .isEqualTo(large);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void finishesADownloadWhenItIsToldToEnd(Version version) throws Exception {
    HttpResponse<InputStream> response =
        client.send(get("/large.bin", version), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      assertThat(body.readNBytes(10)).hasSize(10);
      Thread closing = Thread.ofVirtual().start(edge::close);
      assertThat(body.readAllBytes()).hasSize(large.length - 10);
      closing.join();
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void everyAnswerOverTlsSaysThatTlsIsToBeUsed(Version version) throws Exception {
    for (String path : new String[] {"/", "/", "/missing", "/.fairlead/health", "/%2f"}) {
      HttpResponse<String> answer = client.send(get(path, version), BodyHandlers.ofString());
      assertThat(answer.headers().allValues("strict-transport-security"))
          .as(path)
          .containsExactly("max-age=600");
    }
    assertThat(RawClient.get(edge.port(), HOST, "/").headers())
        .doesNotContainKey("strict-transport-security");
    assertThat(RawClient.get(edge.operatorPort(), "127.0.0.1", "/metrics").body())
        .containsPattern("fairlead_edge_tls_handshakes_total\\{result=\"success\"} [1-9]");
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void countsWhatIsRefused(Version version) throws Exception {
    String tooLong = "x".repeat(20_000);
    assertThat(status(version, "/", "x", tooLong)).isEqualTo(431);
    Eventually.becomesTrue(
        "it is counted",
        () ->
            RawClient.get(edge.operatorPort(), "127.0.0.1", "/metrics")
                .body()
                .contains("requests_total{class=\"platform\",status=\"4xx\"} 1\n"));
  }

  @Test
  void asksTheStoreOnceForWhatManyStreamsWant() throws Exception {
    // The client opens one connection for all that follows.
    assertThat(status(Version.HTTP_2, "/missing", "accept", "*/*")).isEqualTo(404);
    int before = fixture.blobReads.get();
    var requests =
        java.util.stream.IntStream.range(0, 50)
            .mapToObj(i -> client.sendAsync(get("/", Version.HTTP_2), BodyHandlers.ofString()))
            .toList();
    for (var request : requests) {
      assertThat(request.get().body()).isEqualTo("<h1>hello</h1>");
    }
    assertThat(fixture.blobReads.get() - before).isEqualTo(1);
  }

  private int status(Version version, String path, String... headers) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(get(path, version), (name, value) -> true).headers(headers).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest get(String path, Version version) {
    return HttpRequest.newBuilder(
            URI.create("https://%s:%d%s".formatted(HOST, edge.tlsPort(), path)))
        .version(version)
        .build();
  }
}
