package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.testing.Eventually;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large files go through the edge without being held by it. */
final class StreamingTest {
  private static final String HOST = "films.sites.example";
  private static final int LENGTH = 24 << 20;

  /** Chunks in flight, and what the sockets of both ends may hold. */
  private static final long HELD_AT_MOST = 16 << 20;

  private static final byte[] FILM = new byte[LENGTH];

  static {
    new Random(42).nextBytes(FILM);
  }

  private final EdgeFixture fixture = new EdgeFixture();
  private EdgeProxy edge;

  @BeforeEach
  void start() throws IOException {
    var deployment =
        fixture
            .deployment()
            .file("/film.mp4", "video/mp4", FILM, false, Map.of())
            .html("/index.html", "small")
            .publish();
    fixture.route(HOST, deployment, true);
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withBlobs(new BlobConfig(4 << 20, 1 << 20, null))
                .withDrain(Duration.ofSeconds(20)));
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void aLargeFileArrivesWholeAndTheConnectionGoesOn() throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      RawClient.Response response = client.request("GET", HOST, "/film.mp4");

      assertThat(response.bytes()).isEqualTo(FILM);
      assertThat(client.request("GET", HOST, "/").body()).isEqualTo("small");
      assertThat(client.request("HEAD", HOST, "/film.mp4").header("content-length"))
          .isEqualTo(Integer.toString(LENGTH));
    }
    // Whoever reads from the store closes the stream after he has handed on its last bytes.
    Eventually.becomesTrue("the stream is closed", () -> fixture.streams.open.get() == 0);
  }

  @Test
  void aRangeReadsOnlyWhatIsAsked() throws Exception {
    RawClient.Response one =
        RawClient.get(edge.port(), HOST, "/film.mp4", "Range: bytes=20000000-21999999");
    assertThat(one.status()).isEqualTo(206);
    assertThat(one.bytes()).isEqualTo(Arrays.copyOfRange(FILM, 20_000_000, 22_000_000));
    assertThat(fixture.streams.bytes).hasValue(2_000_000);

    RawClient.Response two =
        RawClient.get(edge.port(), HOST, "/film.mp4", "Range: bytes=0-99999,-100000");
    assertThat(two.status()).isEqualTo(206);
    assertThat(two.header("content-type")).startsWith("multipart/byteranges");
    assertThat(fixture.streams.bytes).hasValue(2_200_000);
  }

  @Test
  void aSlowReaderSlowsTheStoreDownAndHoldsNoMemory() throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      client.send("GET /film.mp4 HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(HOST));
      int read = client.readSome(100_000);
      long settled = settledBytes();

      assertThat(settled).isBetween((long) read, HELD_AT_MOST);
      assertThat(client.readSome(LENGTH - read)).isEqualTo(LENGTH - read);
      assertThat(fixture.streams.bytes.get()).isEqualTo(LENGTH);
    }
  }

  @Test
  void aRequestThatWaitsBehindALongAnswerIsNoSlowHead() throws Exception {
    Duration headTimeout = Duration.ofMillis(200);
    edge.close();
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withBlobs(new BlobConfig(4 << 20, 1 << 20, null))
                .withConnections(
                    new ConnectionConfig(
                        8192,
                        16384,
                        headTimeout,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(20),
                        1,
                        100,
                        100)));
    try (RawClient client = new RawClient(edge.port())) {
      String request = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n";
      client.send(request.formatted("/film.mp4", HOST) + request.formatted("/", HOST));
      long begun = System.nanoTime();
      Eventually.becomesTrue(
          "the time for a head has passed",
          () -> System.nanoTime() - begun > headTimeout.multipliedBy(5).toNanos());

      assertThat(client.read(false).bytes()).isEqualTo(FILM);
      assertThat(client.read(false).body()).isEqualTo("small");
    }
  }

  @Test
  void whenTheClientGoesTheStreamIsClosed() throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      client.send("GET /film.mp4 HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(HOST));
      client.readSome(100_000);
      assertThat(fixture.streams.open).hasValue(1);
    }

    Eventually.becomesTrue("the stream is closed", () -> fixture.streams.open.get() == 0);
    assertThat(fixture.streams.bytes.get()).isLessThan(LENGTH);
  }

  @Test
  void aStoreThatFailsInTheMiddleEndsTheConnection() throws Exception {
    fixture.streams.failAfter = 5_000_000;
    try (RawClient client = new RawClient(edge.port())) {
      assertThatThrownBy(() -> client.request("GET", HOST, "/film.mp4"))
          .isInstanceOf(EOFException.class);
    }
    assertThat(fixture.streams.open).hasValue(0);
  }

  @Test
  void aStoreThatIsDownIs503BeforeAnyByte() throws Exception {
    assertThat(RawClient.get(edge.port(), HOST, "/nowhere").status()).isEqualTo(404);
    fixture.down = true;
    try (RawClient client = new RawClient(edge.port())) {
      assertThat(client.request("GET", HOST, "/film.mp4").status()).isEqualTo(503);
      fixture.down = false;
      assertThat(client.request("GET", HOST, "/").body()).isEqualTo("small");
    }
  }

  @Test
  void concurrentMissesOfASmallFileShareOneRead() throws Exception {
    List<Callable<String>> clients = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      clients.add(() -> RawClient.get(edge.port(), HOST, "/").body());
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(32)) {
      for (Future<String> body : executor.invokeAll(clients)) {
        assertThat(body.get()).isEqualTo("small");
      }
    }
    assertThat(fixture.blobReads).hasValue(1);
    assertThat(fixture.routeReads).hasValue(1);
    assertThat(fixture.manifestReads).hasValue(1);
  }

  @Test
  void closingWaitsForAnAnswerUnderWay() throws Exception {
    try (RawClient client = new RawClient(edge.port());
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      client.send("GET /film.mp4 HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(HOST));
      client.readSome(100_000);
      Future<?> closing = executor.submit(edge::close);
      Eventually.becomesTrue("nobody is let in any more", this::isRefused);

      assertThat(client.readSome(LENGTH - 100_000)).isEqualTo(LENGTH - 100_000);
      closing.get();
    }
  }

  private boolean isRefused() {
    try (RawClient late = new RawClient(edge.port())) {
      return late.isClosedByServer();
    } catch (IOException refused) {
      return true;
    }
  }

  /** What has been pulled from the store once nothing has moved for a while. */
  private long settledBytes() throws Exception {
    long[] last = {-1, System.nanoTime()};
    Eventually.becomesTrue(
        "the store is left alone",
        () -> {
          long now = fixture.streams.bytes.get();
          if (now != last[0]) {
            last[0] = now;
            last[1] = System.nanoTime();
          }
          return System.nanoTime() - last[1] > Duration.ofMillis(300).toNanos();
        });
    return last[0];
  }
}
