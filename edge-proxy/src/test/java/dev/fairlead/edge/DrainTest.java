package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.http2.ManyStreams;
import dev.fairlead.edge.observation.ObservationConfig;
import dev.fairlead.edge.tls.CertificatesForTests;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edge that ends while clients of every kind ask it: no request fails. */
final class DrainTest {
  private static final String HOST = "localhost";
  private static final byte[] PAGE =
      "<p>0123456789".repeat(100).getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FILM = new byte[16 << 20];

  /** Fits into the buffers of the kernel. */
  private static final byte[] CLIP = new byte[200 << 10];

  private static final int CONNECT_MILLIS = 100;

  @TempDir private Path certificates;
  private final EdgeFixture fixture = new EdgeFixture();
  private EdgeProxy edge;
  private LoadClients clients;

  @BeforeEach
  void start() throws Exception {
    new Random(7).nextBytes(FILM);
    CertificatesForTests authority = new CertificatesForTests();
    authority.issue(certificates, "default", HOST);
    fixture.route(
        HOST,
        fixture
            .deployment()
            .file("/index.html", "text/html", PAGE, false, Map.of())
            .file("/film.mp4", "video/mp4", FILM, false, Map.of())
            .file("/clip.mp4", "video/mp4", CLIP, false, Map.of())
            .publish(),
        true);
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withTls(TlsConfig.of(certificates, 0))
                .withObservation(new ObservationConfig(null, "127.0.0.1", 0))
                .withDrain(Duration.ofSeconds(20)));
    SSLContext tls = authority.trusting();
    clients = new LoadClients(edge.port(), edge.tlsPort(), tls, HOST, PAGE);
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @RepeatedTest(3)
  void noRequestFailsUnderLoad() throws Exception {
    clients.start();
    Eventually.becomesTrue(
        "all kinds of clients are answered",
        () -> clients.answered().values().stream().allMatch(count -> count.get() > 100));

    edge.close();

    assertThat(clients.awaitEnd()).isEmpty();
  }

  @Test
  void aSlowDownloadIsFinished() throws Exception {
    try (RawClient plain = new RawClient(RawClient.withSmallBuffer(edge.port()));
        RawClient secure =
            new RawClient(clients.secure(RawClient.withSmallBuffer(edge.tlsPort()), "http/1.1"))) {
      String request = "GET /film.mp4 HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(HOST);
      plain.send(request);
      secure.send(request);
      assertThat(plain.readSome(RawClient.SMALL_BUFFER)).isEqualTo(RawClient.SMALL_BUFFER);
      assertThat(secure.readSome(RawClient.SMALL_BUFFER)).isEqualTo(RawClient.SMALL_BUFFER);
      Thread closing = Thread.ofPlatform().start(edge::close);
      awaitDrain();

      int rest = FILM.length - RawClient.SMALL_BUFFER;
      assertThat(plain.readSome(rest)).isEqualTo(rest);
      assertThat(secure.readSome(rest)).isEqualTo(rest);
      closing.join();
    }
  }

  @Test
  void whatTheKernelHoldsForASlowClientIsNotCutOff() throws Exception {
    try (RawClient client = new RawClient(RawClient.withSmallBuffer(edge.port()))) {
      client.send("GET /clip.mp4 HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(HOST));
      assertThat(client.readSome(1)).isEqualTo(1);
      Thread closing = Thread.ofPlatform().start(edge::close);
      // Longer than a client is given that has got everything.
      var unused = closing.join(Duration.ofSeconds(3));

      client.send("GET / HTTP/1.1\r\n");

      assertThat(client.readSome(CLIP.length)).isEqualTo(CLIP.length);
    }
  }

  @Test
  void aHandshakeUnderWayEndsAndOneRequestIsAnswered() throws Exception {
    try (Socket begun = new Socket("127.0.0.1", edge.tlsPort());
        Socket begunForStreams = new Socket("127.0.0.1", edge.tlsPort())) {
      Eventually.becomesTrue("they are accepted", () -> connections() == 2);
      Thread closing = Thread.ofPlatform().start(edge::close);
      awaitDrain();

      RawClient client = new RawClient(clients.secure(begun, "http/1.1"));
      RawClient.Response response = client.request("GET", HOST, "/");
      assertThat(response.bytes()).isEqualTo(PAGE);
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(client.readSome(1)).isZero();
      AtomicInteger streams = new AtomicInteger();
      new ManyStreams(clients.secure(begunForStreams, "h2"), "/", PAGE.length)
          .run(10, stream -> streams.incrementAndGet());
      assertThat(streams).hasValueGreaterThanOrEqualTo(10);
      closing.join();
    }
  }

  /**
   * A handshake that the kernel has under way would be lost if the listening socket were closed.
   */
  @Test
  void withNoConnectionOpenItsPortStaysBoundForHalfASecond() throws Exception {
    long begun = System.nanoTime();
    Thread closing = Thread.ofPlatform().start(edge::close);

    Eventually.becomesTrue("nobody listens", this::isRefused);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(499));
    closing.join();
  }

  @Test
  void anIdleConnectionIsEndedWithoutAReset() throws Exception {
    try (RawClient plain = new RawClient(edge.port());
        RawClient secure =
            new RawClient(clients.secure(new Socket("127.0.0.1", edge.tlsPort()), "http/1.1"))) {
      assertThat(plain.request("GET", HOST, "/").status()).isEqualTo(200);
      assertThat(secure.request("GET", HOST, "/").status()).isEqualTo(200);

      edge.close();

      assertThat(plain.readSome(1)).isZero();
      assertThat(secure.readSome(1)).isZero();
    }
  }

  private void awaitDrain() throws Exception {
    Eventually.becomesTrue("nobody is let in any more", () -> !letsIn());
  }

  private long connections() throws Exception {
    return RawClient.get(edge.operatorPort(), "127.0.0.1", "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("fairlead_edge_connections_open "))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private boolean isRefused() throws IOException {
    try (Socket late = new Socket()) {
      late.connect(new InetSocketAddress("127.0.0.1", edge.port()), CONNECT_MILLIS);
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (SocketTimeoutException listening) {
      return false;
    }
  }

  private boolean letsIn() {
    try (Socket late = new Socket()) {
      late.connect(new InetSocketAddress("127.0.0.1", edge.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
