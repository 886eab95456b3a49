package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.RawClient.Response;
import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that take large files slowly leave room for others. */
final class PassingBoundsTest {
  private static final String HOST = "films.sites.example";
  private static final int LONG = 12 << 20;
  private static final int SHORT = 2 << 20;
  private static final int OF_ONE_CLIENT = 32;
  private static final BlobConfig WITHOUT_DISK = new BlobConfig(4 << 20, 1 << 20, null);

  private final EdgeFixture fixture = new EdgeFixture();
  private final List<RawClient> slow = new ArrayList<>();
  private EdgeProxy edge;

  @BeforeEach
  void start() throws IOException {
    fixture.route(
        HOST,
        fixture
            .deployment()
            .file("/long.mp4", "video/mp4", new byte[LONG], false, Map.of())
            .file("/short.mp4", "video/mp4", new byte[SHORT], false, Map.of())
            .publish(),
        true);
    edge = startWith(WITHOUT_DISK, ConnectionConfig.DEFAULT);
  }

  @AfterEach
  void stop() throws IOException {
    leave();
    edge.close();
  }

  @Test
  void oneAddressHasAQuarterAtMost() throws Exception {
    takeSlowly(OF_ONE_CLIENT, "127.0.0.1");

    Response refused = ask("127.0.0.1", "Accept: text/html");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("retry-after")).isEqualTo("5");
    assertThat(refused.header("cache-control")).isEqualTo("no-store");
    assertThat(refused.body()).contains("Too many large files are being sent");
    assertThat(ask("127.0.0.2").bytes()).hasSize(SHORT);

    leave();
    Eventually.becomesTrue("there is room again", () -> ask("127.0.0.1").bytes().length == SHORT);
  }

  @Test
  void fourAddressesMayHaveAll() throws Exception {
    for (String address : new String[] {"127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"}) {
      takeSlowly(OF_ONE_CLIENT, address);
    }
    assertThat(fixture.streams.open).hasValue(4 * OF_ONE_CLIENT);
    assertThat(ask("127.0.0.5").status()).isEqualTo(503);
  }

  @Test
  void anAddressThatMayHaveAllConnectionsIsThatOfALoadBalancer() throws Exception {
    restart(WITHOUT_DISK, ConnectionConfig.DEFAULT.withMaxConnections(1_000, 1_000));
    takeSlowly(2 * OF_ONE_CLIENT, "127.0.0.1");
    assertThat(ask("127.0.0.1").bytes()).hasSize(SHORT);
  }

  @Test
  void unlessSaidOtherwiseLargeFilesLandOnTheDiskAndTakeNoStream() throws Exception {
    restart(BlobConfig.DEFAULT, ConnectionConfig.DEFAULT);
    takeSlowly(200, "127.0.0.1");
    assertThat(ask("127.0.0.1").bytes()).hasSize(SHORT);
    Eventually.becomesTrue("the store has been left", () -> fixture.streams.open.get() == 0);
    assertThat(fixture.blobReads).hasValue(2);
  }

  private void restart(BlobConfig blobs, ConnectionConfig connections) throws IOException {
    edge.close();
    edge = startWith(blobs, connections);
  }

  private EdgeProxy startWith(BlobConfig blobs, ConnectionConfig connections) throws IOException {
    return fixture.start(
        EdgeConfig.listening("127.0.0.1", 0)
            .withBlobs(blobs)
            .withConnections(connections)
            .withDrain(Duration.ofMillis(100)));
  }

  private void takeSlowly(int clients, String from) throws IOException {
    for (int i = 0; i < clients; i++) {
      RawClient client = new RawClient(RawClient.withSmallBuffer(edge.port(), from));
      slow.add(client);
      client.send("GET /long.mp4 HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(HOST));
      assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
    }
  }

  private Response ask(String from, String... fields) throws IOException {
    try (RawClient client = new RawClient(edge.port(), from)) {
      return client.request("GET", HOST, "/short.mp4", fields);
    }
  }

  private void leave() throws IOException {
    for (RawClient client : slow) {
      client.close();
    }
    slow.clear();
  }
}
