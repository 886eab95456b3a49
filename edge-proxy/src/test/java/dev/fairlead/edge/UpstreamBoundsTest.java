package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.tls.CertificatesForTests;
import dev.fairlead.edge.upstream.UpstreamsForTests;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose answers do not end: what of them reaches a client, and when it is told so. */
final class UpstreamBoundsTest {
  private static final String HOST = "localhost";
  private static final int MAX_BODY = 100_000;

  /** Enough for the handshake that comes before the head, on a busy machine too. */
  private static final Duration HEAD = Duration.ofSeconds(1);

  /** As {@link UpstreamsForTests} has it. */
  private static final Duration WHOLE = HEAD.multipliedBy(4);

  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

  @TempDir private Path certificates;
  private final EdgeFixture fixture = new EdgeFixture();
  private final CountDownLatch ended = new CountDownLatch(1);
  private TlsServer upstream;
  private EdgeProxy edge;

  @BeforeEach
  void start() throws Exception {
    CertificatesForTests authority = new CertificatesForTests();
    X509Bundle pair = authority.issue(certificates, "default", HOST);
    upstream = new TlsServer(CertificatesForTests.showing(pair));
    fixture.route(
        HOST,
        fixture
            .deployment()
            .html("/index.html", "hello")
            .rewrite("/api/*", "https://localhost:%d/:splat".formatted(upstream.port()))
            .publish(),
        true);
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0).withDrain(Duration.ofSeconds(2)),
            blocking ->
                UpstreamsForTests.trusting(
                    authority.authorityPem(), Set.of(HOST), MAX_BODY, HEAD, blocking));
  }

  @AfterEach
  void stop() throws Exception {
    ended.countDown();
    edge.close();
    upstream.close();
  }

  @Test
  void aChunkedBodyOfTheLargestSizeIsPassedOnWhole() throws Exception {
    upstream.script = out -> writeChunks(out, 10, MAX_BODY / 10);

    String answer = ask();

    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith(LAST_CHUNK);
    assertThat(bodyBytes(answer)).isEqualTo(MAX_BODY);
  }

  @Test
  void aChunkedBodyThatIsLongerIsBrokenOff() throws Exception {
    upstream.script = out -> writeChunks(out, 11, MAX_BODY / 10);

    String answer = ask();

    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").doesNotEndWith(LAST_CHUNK);
    assertThat(bodyBytes(answer)).isBetween(1L, (long) MAX_BODY);
  }

  @Test
  void aBodyThatNeverEndsIsBrokenOffInTime() throws Exception {
    upstream.script =
        out -> {
          out.write((CHUNKED + "5\r\nbegun\r\n").getBytes(StandardCharsets.US_ASCII));
          out.flush();
          ended.await();
        };
    long begun = System.nanoTime();

    String answer = ask();

    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("begun");
    assertThat(answer).doesNotEndWith(LAST_CHUNK);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(WHOLE, WHOLE.multipliedBy(10));
  }

  @Test
  void aHeadThatNeverEndsIs504InTime() throws Exception {
    upstream.script =
        out -> {
          out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
          out.flush();
          ended.await();
        };
    long begun = System.nanoTime();

    assertThat(RawClient.get(edge.port(), HOST, "/api/x").status()).isEqualTo(504);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(HEAD, HEAD.multipliedBy(10));
  }

  /** The whole answer as it comes, on a connection that ends with it. */
  private String ask() throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      client.send("GET /api/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return client.readUntil(LAST_CHUNK);
    }
  }

  private static void writeChunks(OutputStream out, int count, int length) throws IOException {
    byte[] chunk =
        "%x\r\n%s\r\n".formatted(length, "x".repeat(length)).getBytes(StandardCharsets.US_ASCII);
    out.write(CHUNKED.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < count; i++) {
      out.write(chunk);
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static long bodyBytes(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n")).chars().filter(c -> c == 'x').count();
  }
}
