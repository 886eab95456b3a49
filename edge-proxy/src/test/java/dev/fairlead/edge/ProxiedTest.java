package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.edge.tls.CertificatesForTests;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.edge.upstream.UpstreamsForTests;
import dev.fairlead.testing.Eventually;
import dev.fairlead.testing.FreePort;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rewrites to another server, with a real one behind TLS. */
final class ProxiedTest {
  private static final String HOST = "localhost";
  private static final int MAX_BODY = 64 << 20;

  /** Enough for the handshake that comes before the head, on a busy machine too. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @TempDir Path certificates;
  private final EdgeFixture fixture = new EdgeFixture();
  private final CountDownLatch ended = new CountDownLatch(1);
  private TlsServer upstream;
  private EdgeProxy edge;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    CertificatesForTests authority = new CertificatesForTests();
    X509Bundle pair = authority.issue(certificates, "default", HOST);
    upstream = new TlsServer(CertificatesForTests.showing(pair));
    int port = upstream.port();
    fixture.route(
        HOST,
        fixture
            .deployment()
            .html("/index.html", "hello")
            .rewrite("/api/*", "https://localhost:%d/v1/:splat".formatted(port))
            .rewrite("/private", "https://127.0.0.2:%d/".formatted(port))
            .rewrite("/misnamed", "https://127.0.0.1:%d/".formatted(port))
            .rewrite("/closed", "https://localhost:%d/".formatted(FreePort.find()))
            .rewrite("/nowhere", "https://nowhere.invalid/")
            .publish(),
        true);
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withTls(TlsConfig.of(certificates, 0))
                .withDrain(Duration.ofSeconds(2)),
            blocking ->
                UpstreamsForTests.trusting(
                    authority.authorityPem(),
                    Set.of(HOST, "127.0.0.1"),
                    MAX_BODY,
                    PATIENCE,
                    blocking));
    client = HttpClient.newBuilder().sslContext(authority.trusting()).build();
  }

  @AfterEach
  void stop() throws Exception {
    ended.countDown();
    client.close();
    edge.close();
    upstream.close();
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void passesOnWhatMayPass(Version version) throws Exception {
    upstream.answers(
        """
        HTTP/1.1 201 Created\r
        Content-Length: 4\r
        Content-Type: text/x\r
        X-Own: yes\r
        Connection: close, X-Between\r
        X-Between: us\r
        Strict-Transport-Security: max-age=1\r
        Set-Cookie: a=b; Domain=example.com; Path=/\r
        \r
        body\
        """);
    HttpResponse<String> answer =
        get(
            version,
            "/api/users?x=%20y",
            "cookie",
            "secret=1",
            "authorization",
            "Bearer secret",
            "x-forwarded-for",
            "6.6.6.6",
            "forwarded",
            "for=6.6.6.6",
            "x-mine",
            "kept");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("body");
    assertThat(answer.headers().map())
        .containsEntry("content-type", List.of("text/x"))
        .containsEntry("content-length", List.of("4"))
        .containsEntry("x-own", List.of("yes"))
        .containsEntry("cache-control", List.of("no-store"))
        .containsEntry("set-cookie", List.of("a=b; Path=/"))
        .doesNotContainKeys("x-between", "strict-transport-security");
    assertThat(upstream.asked).hasSize(1);
    assertThat(upstream.asked.getFirst())
        .startsWith("GET /v1/users?x=%20y HTTP/1.1")
        .contains(
            "host: localhost:" + upstream.port(),
            "x-mine: kept",
            "x-forwarded-for: 127.0.0.1",
            "x-forwarded-proto: https",
            "x-fairlead-hop: 1",
            "connection: close")
        .noneMatch(line -> line.contains("secret") || line.contains("6.6.6.6"));
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void streamsWhatHasNoKnownLength(Version version) throws Exception {
    byte[] film = new byte[3 << 20];
    new Random(5).nextBytes(film);
    upstream.script =
        out -> {
          out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes());
          for (int at = 0; at < film.length; at += 100_000) {
            int length = Math.min(100_000, film.length - at);
            out.write((Integer.toHexString(length) + "\r\n").getBytes());
            out.write(film, at, length);
            out.write("\r\n".getBytes());
          }
          out.write("0\r\n\r\n".getBytes());
        };
    HttpRequest request = request(version, "/api/film");
    for (int i = 0; i < 2; i++) {
      assertThat(client.send(request, BodyHandlers.ofByteArray()).body()).isEqualTo(film);
    }
    upstream.script =
        out -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
          out.write(film);
        };
    assertThat(client.send(request, BodyHandlers.ofByteArray()).body()).isEqualTo(film);
    assertThat(get(version, "/").body()).isEqualTo("hello");
  }

  @Test
  void aClientOfHttp10GetsItToTheEndOfTheConnection() throws Exception {
    upstream.answers(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    try (RawClient old = new RawClient(edge.port())) {
      old.send("GET /api/x HTTP/1.0\r\nHost: localhost\r\n\r\n");
      RawClient.Response head = old.read(true);
      assertThat(head.headers()).doesNotContainKeys("transfer-encoding", "content-length");
      assertThat(old.readSome(100)).isEqualTo("abcde".length());
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void answersWithoutABody(Version version) throws Exception {
    upstream.answers("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    HttpRequest head = HttpRequest.newBuilder(uri("/api/x")).version(version).HEAD().build();
    HttpResponse<String> answer = client.send(head, BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("content-length")).hasValue("5");
    assertThat(upstream.asked.getFirst()).startsWith("HEAD /v1/x HTTP/1.1");

    upstream.answers("HTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
    assertThat(get(version, "/api/x").statusCode()).isEqualTo(204);
    upstream.answers("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n");
    assertThat(get(version, "/api/x").statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // What it answers, what it says of caching, what the client hears.
        "200 OK                    |            | public, max-age=600",
        "200 OK                    | no-cache   | public, max-age=600",
        "404 Not Found             |            | no-store",
        "404 Not Found             | max-age=5  | max-age=5",
        "500 Internal Server Error |            | no-store",
        "503 Service Unavailable   | max-age=5  | max-age=5",
      })
  void whatASiteSaysOfCachingIsNotForTheMistakesOfAnotherServer(
      String status, @Nullable String theirs, String heard) throws Exception {
    fixture.route(
        HOST,
        fixture
            .deployment()
            .header("cache-control", "public, max-age=600")
            .header("cdn-cache-control", "max-age=60")
            .header("x-site", "yes")
            .rewrite("/api/*", "https://localhost:%d/".formatted(upstream.port()))
            .publish(),
        true);
    upstream.answers(
        "HTTP/1.1 %s\r\n%sContent-Length: 2\r\n\r\nno"
            .formatted(status, theirs == null ? "" : "Cache-Control: %s\r\n".formatted(theirs)));

    HttpResponse<String> answer = get(Version.HTTP_2, "/api/x");

    assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
    assertThat(answer.headers().allValues("cache-control")).containsExactly(heard);
    assertThat(answer.headers().allValues("cdn-cache-control"))
        .hasSize(status.startsWith("200") ? 1 : 0);
    assertThat(answer.headers().allValues("x-site")).containsExactly("yes");
    assertThat(answer.body()).isEqualTo("no");
  }

  @Test
  void followsNoRedirect() throws Exception {
    upstream.answers("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n");
    HttpResponse<String> answer = get(Version.HTTP_2, "/api/x");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("location")).hasValue("/login");
    assertThat(upstream.asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    // An address that is not public is not connected to; a wrong certificate is seen first.
    "/private, 0",
    "/misnamed, 1",
    "/closed, 0",
    "/nowhere, 0",
  })
  void whoCannotOrMustNotBeAskedIsNot(String path, int connections) throws Exception {
    HttpResponse<String> answer = get(Version.HTTP_1_1, path);
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(answer.body())
        .contains(
            "A rule of this site sends this address to another server, and that server did not"
                + " answer as it should.",
            "<a href=\"/\">");
    assertThat(upstream.asked).isEmpty();
    assertThat(upstream.accepted).hasValue(connections);
  }

  @Test
  void whatHasBeenPassedOnBeforeIsNotAgain() throws Exception {
    assertThat(get(Version.HTTP_2, "/api/x", "x-fairlead-hop", "1").statusCode()).isEqualTo(508);
    assertThat(upstream.asked).isEmpty();
  }

  @Test
  void whatIsNoAnswerIs502() throws Exception {
    List<String> wrong =
        List.of(
            "",
            "SSH-2.0-x\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: " + "x".repeat(40_000) + "\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(MAX_BODY + 1L));
    for (String text : wrong) {
      upstream.answers(text);
      assertThat(get(Version.HTTP_1_1, "/api/x").statusCode())
          .as(text.substring(0, Math.min(60, text.length())))
          .isEqualTo(502);
    }
  }

  @Test
  void whoSaysNothingIs504AndTooManyAre503() throws Exception {
    // The client opens one connection for all that follows, so that they come at the same time.
    assertThat(get(Version.HTTP_2, "/").statusCode()).isEqualTo(200);
    upstream.script = out -> ended.await();
    var waiting =
        java.util.stream.IntStream.range(0, 5)
            .mapToObj(
                i -> client.sendAsync(request(Version.HTTP_2, "/api/x"), BodyHandlers.ofString()))
            .toList();
    var statuses = new java.util.ArrayList<Integer>();
    for (var answer : waiting) {
      statuses.add(answer.get().statusCode());
    }
    assertThat(statuses).containsExactlyInAnyOrder(503, 504, 504, 504, 504);

    upstream.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    Eventually.becomesTrue(
        "there is room again", () -> get(Version.HTTP_2, "/api/x").statusCode() == 200);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void whatBreaksOffIsNoWholeAnswer(Version version) {
    upstream.answers("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
    assertThatThrownBy(() -> get(version, "/api/x")).isInstanceOf(IOException.class);
    upstream.answers("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n");
    assertThatThrownBy(() -> get(version, "/api/x")).isInstanceOf(IOException.class);
  }

  @Test
  void aSlowReaderSlowsTheServerDown() throws Exception {
    AtomicLong written = new AtomicLong();
    byte[] block = new byte[64 << 10];
    int blocks = MAX_BODY / block.length;
    upstream.script =
        out -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
                  .formatted(MAX_BODY)
                  .getBytes(StandardCharsets.US_ASCII));
          for (int i = 0; i < blocks; i++) {
            out.write(block);
            written.addAndGet(block.length);
          }
        };
    try (RawClient slow = new RawClient(RawClient.withSmallBuffer(edge.port()))) {
      slow.send("GET /api/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(slow.readSome(100_000)).isEqualTo(100_000);
      long[] last = {-1, System.nanoTime()};
      Eventually.becomesTrue(
          "the server is left alone",
          () -> {
            if (written.get() != last[0]) {
              last[0] = written.get();
              last[1] = System.nanoTime();
            }
            return written.get() >= 100_000
                && System.nanoTime() - last[1] > Duration.ofMillis(300).toNanos();
          });
      assertThat(written.get()).isLessThanOrEqualTo(MAX_BODY / 3L);
    }
  }

  private HttpResponse<String> get(Version version, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).version(version);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest request(Version version, String path) {
    return HttpRequest.newBuilder(uri(path)).version(version).build();
  }

  private URI uri(String path) {
    return URI.create("https://%s:%d%s".formatted(HOST, edge.tlsPort(), path));
  }
}
