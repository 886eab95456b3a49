package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.edge.tls.CertificatesForTests;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While the store hangs, clients that have gone are not waited for. */
final class ClientsGoneTest {
  private static final String HOST = "localhost";
  private static final int LENGTH = 2 << 20;
  private static final int CLIENTS = 20;

  @TempDir private Path folder;
  private final EdgeFixture fixture = new EdgeFixture();
  private EdgeProxy edge;

  @BeforeEach
  void start() throws IOException {
    fixture.route(
        HOST,
        fixture
            .deployment()
            .html("/index.html", "small")
            .file("/film.mp4", "video/mp4", new byte[LENGTH], false, Map.of())
            .publish(),
        true);
    fixture.slowBlobs = new CountDownLatch(1);
    edge = fixture.start(config());
  }

  @AfterEach
  void stop() {
    fixture.slowBlobs.countDown();
    edge.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReadThatNobodyWantsIsGivenUp(boolean onDisk) throws Exception {
    BlobConfig blobs = new BlobConfig(4 << 20, 1 << 20, null);
    restart(
        config().withBlobs(onDisk ? blobs.withDisk(BlobConfig.Disk.of(folder, 64 << 20)) : blobs));
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      RawClient client = new RawClient(edge.port());
      clients.add(client);
      client.send("GET /film.mp4 HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(HOST));
    }
    int reads = onDisk ? 1 : CLIENTS;
    Eventually.becomesTrue("the store is asked", () -> fixture.waitingBlobs.get() == reads);

    for (RawClient client : clients) {
      client.close();
    }

    Eventually.becomesTrue("the store is left", () -> fixture.waitingBlobs.get() == 0);
    fixture.slowBlobs.countDown();
    assertThat(RawClient.get(edge.port(), HOST, "/film.mp4").bytes()).hasSize(LENGTH);
  }

  @Test
  void aStreamOfHttp2ThatIsResetIsGivenUpToo() throws Exception {
    CertificatesForTests authority = new CertificatesForTests();
    Path certificates = folder.resolve("certificates");
    Files.createDirectory(certificates);
    authority.issue(certificates, "default", HOST);
    restart(config().withTls(TlsConfig.of(certificates, 0)));
    try (HttpClient client = HttpClient.newBuilder().sslContext(authority.trusting()).build()) {
      URI origin = URI.create("https://%s:%d/".formatted(HOST, edge.tlsPort()));
      HttpRequest request = HttpRequest.newBuilder(origin.resolve("film.mp4")).build();
      Future<?> answer = client.sendAsync(request, BodyHandlers.ofByteArray());
      Eventually.becomesTrue("the store is asked", () -> fixture.waitingBlobs.get() == 1);

      answer.cancel(true);

      Eventually.becomesTrue("the store is left", () -> fixture.waitingBlobs.get() == 0);
      fixture.slowBlobs.countDown();
      assertThat(client.send(request, BodyHandlers.ofByteArray()).body()).hasSize(LENGTH);
      client.shutdownNow();
    }
  }

  private static EdgeConfig config() {
    return EdgeConfig.listening("127.0.0.1", 0).withDrain(Duration.ofMillis(100));
  }

  private void restart(EdgeConfig config) throws IOException {
    edge.close();
    edge = fixture.start(config);
  }
}
