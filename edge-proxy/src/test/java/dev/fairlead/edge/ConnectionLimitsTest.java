package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many connections there may be, and how long a client may take its time on one. */
final class ConnectionLimitsTest {
  private static final String HOST = "a.example";
  private static final String ONE_ADDRESS = "127.0.0.1";
  private static final String OTHER_ADDRESS = "127.0.0.2";
  private static final Duration LONG = Duration.ofSeconds(30);

  /** A client that is to be served must not lie still for so long, on a busy machine either. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final int LENGTH = 24 << 20;
  private static final int SLOW_READ_BYTES = 20 << 10;

  private final EdgeFixture fixture = new EdgeFixture();
  private EdgeProxy edge;

  @BeforeEach
  void start() throws IOException {
    fixture.route(
        HOST,
        fixture
            .deployment()
            .html("/index.html", "home")
            .file("/film.mp4", "video/mp4", new byte[LENGTH], false, Map.of())
            .publish(),
        true);
    edge = startWith(LONG, LONG, 100, 100);
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @ParameterizedTest
  @CsvSource({
    // All, of one address, who comes third, who comes instead.
    "100, 2, 127.0.0.1, 127.0.0.1",
    "2, 100, 127.0.0.1, 127.0.0.1",
    "2, 100, 127.0.0.2, 127.0.0.2",
  })
  void theConnectionBeyondIsClosedAndTheOthersGoOn(
      int all, int ofAddress, String third, String later) throws Exception {
    restart(LONG, LONG, all, ofAddress);
    try (RawClient first = new RawClient(edge.port(), ONE_ADDRESS);
        RawClient second = new RawClient(edge.port(), ONE_ADDRESS)) {
      assertServed(first);
      assertServed(second);

      try (RawClient beyond = new RawClient(edge.port(), third)) {
        assertThat(beyond.isClosedByServer()).isTrue();
      }
      assertServed(first);
      assertServed(second);

      first.close();
      Eventually.becomesTrue("there is room again", () -> isServed(later));
      assertServed(second);
    }
  }

  @Test
  void anAddressThatHasTooManyHarmsNoOther() throws Exception {
    restart(LONG, LONG, 100, 1);
    try (RawClient only = new RawClient(edge.port(), ONE_ADDRESS)) {
      assertServed(only);

      assertThat(isServed(ONE_ADDRESS)).isFalse();
      assertThat(isServed(OTHER_ADDRESS)).isTrue();
    }
  }

  @Test
  void aClientThatTakesTooLittleIsClosed() throws Exception {
    restart(LONG, SHORT, 100, 100);
    try (RawClient slow = new RawClient(edge.port());
        RawClient other = new RawClient(edge.port())) {
      slow.send("GET /film.mp4 HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(HOST));
      Eventually.becomesTrue("its file is opened", () -> fixture.streams.bytes.get() > 0);
      Eventually.becomesTrue("and given up", () -> fixture.streams.open.get() == 0);

      assertThat(fixture.streams.bytes.get()).isLessThan(LENGTH);
      assertThatThrownBy(() -> slow.read(false)).isInstanceOf(IOException.class);
      assertServed(other);
      assertThat(other.request("GET", HOST, "/film.mp4").bytes()).hasSize(LENGTH);
    }
  }

  @Test
  void aConnectionOnWhichNothingMovesIsClosedAndOneInUseIsNot() throws Exception {
    restart(SHORT, LONG, 100, 100);
    try (RawClient silent = new RawClient(edge.port());
        RawClient idle = new RawClient(edge.port());
        RawClient busy = new RawClient(edge.port())) {
      assertServed(idle);
      long begun = System.nanoTime();
      Eventually.becomesTrue(
          "several times that long has passed",
          () -> {
            assertServed(busy);
            return System.nanoTime() - begun > SHORT.multipliedBy(3).toNanos();
          });

      assertThat(idle.isClosedByServer()).isTrue();
      assertThat(silent.isClosedByServer()).isTrue();
      assertServed(busy);
    }
  }

  private void restart(Duration idle, Duration slowReadWindow, int all, int ofAddress)
      throws IOException {
    edge.close();
    edge = startWith(idle, slowReadWindow, all, ofAddress);
  }

  private EdgeProxy startWith(Duration idle, Duration slowReadWindow, int all, int ofAddress)
      throws IOException {
    ConnectionConfig usual = ConnectionConfig.DEFAULT;
    ConnectionConfig config =
        new ConnectionConfig(
            usual.maxRequestLine(),
            usual.maxHeaders(),
            LONG,
            idle,
            slowReadWindow,
            SLOW_READ_BYTES,
            all,
            ofAddress);
    return fixture.start(
        EdgeConfig.listening("127.0.0.1", 0)
            .withBlobs(new BlobConfig(4 << 20, 1 << 20, null))
            .withDrain(Duration.ofSeconds(2))
            .withConnections(config));
  }

  private static void assertServed(RawClient client) throws IOException {
    assertThat(client.request("GET", HOST, "/").body()).isEqualTo("home");
  }

  private boolean isServed(String from) {
    try (RawClient client = new RawClient(edge.port(), from)) {
      return client.request("GET", HOST, "/").status() == 200;
    } catch (IOException closed) {
      return false;
    }
  }
}
