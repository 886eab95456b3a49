package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.edge.observation.ObservationConfig;
import dev.fairlead.edge.tls.CertificatesForTests;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for much and take nothing: the kernel keeps nothing for them either. */
final class SlowReaderTest {
  private static final String HOST = "localhost";
  private static final byte[] REQUEST =
      "GET /film.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path certificates;
  private final EdgeFixture fixture = new EdgeFixture();
  private final CertificatesForTests authority = new CertificatesForTests();
  private EdgeProxy edge;

  SlowReaderTest() throws Exception {}

  @BeforeEach
  void start() throws Exception {
    authority.issue(certificates, "default", HOST);
    fixture.route(
        HOST,
        fixture
            .deployment()
            .file("/film.mp4", "video/mp4", new byte[16 << 20], false, Map.of())
            .publish(),
        true);
    Duration soon = Duration.ofMillis(100);
    ConnectionConfig usual = ConnectionConfig.DEFAULT;
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withBlobs(new BlobConfig(4 << 20, 1 << 20, null))
                .withTls(TlsConfig.of(certificates, 0))
                .withObservation(new ObservationConfig(null, "127.0.0.1", 0))
                .withConnections(
                    new ConnectionConfig(
                        usual.maxRequestLine(),
                        usual.maxHeaders(),
                        usual.headTimeout(),
                        usual.idleTimeout(),
                        soon,
                        usual.slowReadBytes(),
                        10,
                        10)));
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void isResetWithWhatItHasNotTaken() throws Exception {
    try (Socket client = RawClient.withSmallBuffer(edge.port())) {
      client.getOutputStream().write(REQUEST);

      assertIsReset(client);
    }
  }

  @Test
  void isResetOverTlsToo() throws Exception {
    try (Socket client = RawClient.withSmallBuffer(edge.tlsPort());
        SSLSocket secure =
            (SSLSocket)
                authority
                    .trusting()
                    .getSocketFactory()
                    .createSocket(client, HOST, edge.tlsPort(), true)) {
      secure.getOutputStream().write(REQUEST);

      assertIsReset(client);
    }
  }

  private void assertIsReset(Socket client) throws Exception {
    Eventually.becomesTrue("the answer is begun", () -> client.getInputStream().available() > 0);
    Eventually.becomesTrue("it is given up", () -> metrics().contains("connections_open 0\n"));
    assertThatThrownBy(() -> client.getInputStream().readAllBytes())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    Eventually.becomesTrue("the store is let go", () -> fixture.streams.open.get() == 0);
  }

  private String metrics() throws IOException {
    return RawClient.get(edge.operatorPort(), "127.0.0.1", "/metrics").body();
  }
}
