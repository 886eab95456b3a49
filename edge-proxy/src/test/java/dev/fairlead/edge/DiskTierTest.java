package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.testing.Eventually;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large blobs are read from the store once, kept on the disk, and sent from there. */
final class DiskTierTest {
  private static final String HOST = "films.sites.example";
  private static final int FILMS = 6;
  private static final int LENGTH = 3 << 20;
  private static final long TIER = 4L * LENGTH;

  private final EdgeFixture fixture = new EdgeFixture();
  private final List<byte[]> films = new ArrayList<>();
  @TempDir Path folder;
  private EdgeProxy edge;

  @BeforeEach
  void start() throws IOException {
    EdgeFixture.NewDeployment deployment = fixture.deployment().html("/index.html", "small");
    for (int i = 0; i < FILMS; i++) {
      byte[] film = new byte[LENGTH];
      new Random(i).nextBytes(film);
      films.add(film);
      deployment.file("/film%d.mp4".formatted(i), "video/mp4", film, false, Map.of());
    }
    fixture.route(HOST, deployment.publish(), true);
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withBlobs(
                    new BlobConfig(
                        4 << 20,
                        1 << 20,
                        new BlobConfig.Disk(folder.resolve("blobs"), TIER, LENGTH)))
                .withDrain(Duration.ofSeconds(5)));
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void aLargeFileIsReadFromTheStoreOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(get(0).bytes()).isEqualTo(films.get(0));
    }
    assertThat(fixture.blobReads).hasValue(1);
  }

  @Test
  void rangesComeFromTheDiskToo() throws Exception {
    assertThat(get(0).bytes()).isEqualTo(films.get(0));

    RawClient.Response one = get(0, "Range: bytes=1000000-1999999");
    RawClient.Response two = get(0, "Range: bytes=0-99,-100");

    assertThat(one.status()).isEqualTo(206);
    assertThat(one.bytes()).isEqualTo(Arrays.copyOfRange(films.get(0), 1_000_000, 2_000_000));
    assertThat(two.status()).isEqualTo(206);
    assertThat(two.header("content-type")).startsWith("multipart/byteranges");
    assertThat(fixture.blobReads).hasValue(1);
  }

  @Test
  void clientsThatComeWhileItArrivesShareTheRead() throws Exception {
    List<Callable<byte[]>> clients = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      clients.add(() -> get(1).bytes());
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(32)) {
      for (Future<byte[]> body : executor.invokeAll(clients)) {
        assertThat(body.get()).isEqualTo(films.get(1));
      }
    }
    assertThat(fixture.blobReads).hasValue(1);
  }

  @Test
  void theFolderStaysWithinItsBound() throws Exception {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < FILMS; i++) {
        assertThat(get(i).bytes()).isEqualTo(films.get(i));
      }
    }
    Eventually.becomesTrue("what was displaced is removed", () -> bytesInFolder() <= TIER);
    // A file that is removed but open still takes its place on the disk.
    Eventually.becomesTrue("and closed", () -> removedButOpen() == 0);
  }

  @Test
  void whoComesAfterAClientThatLeftGetsTheWholeFile() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (RawClient leaving = new RawClient(edge.port())) {
        leaving.send("GET /film4.mp4 HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(HOST));
        leaving.readSome(1_000);
      }
      assertThat(get(4).bytes()).isEqualTo(films.get(4));
      edge.close();
      start();
    }
  }

  @Test
  void whatIsCachedIsServedWithoutTheStore() throws Exception {
    assertThat(get(0).bytes()).isEqualTo(films.get(0));
    assertThat(RawClient.get(edge.port(), HOST, "/").body()).isEqualTo("small");

    fixture.down = true;

    assertThat(get(0).bytes()).isEqualTo(films.get(0));
    assertThat(RawClient.get(edge.port(), HOST, "/").body()).isEqualTo("small");
    assertThat(get(2).status()).isEqualTo(503);
  }

  @Test
  void bytesThatDoNotMatchTheirHashAreNeitherCompletedNorKept() throws Exception {
    fixture.streams.spoil = true;
    assertThatThrownBy(() -> get(0)).isInstanceOf(EOFException.class);

    fixture.streams.spoil = false;
    assertThat(get(0).bytes()).isEqualTo(films.get(0));
    assertThat(fixture.blobReads).hasValue(2);
  }

  @Test
  void anEdgeThatStartsThrowsAwayWhatLiesInTheFolder() throws Exception {
    assertThat(get(0).bytes()).isEqualTo(films.get(0));
    edge.close();
    Files.write(folder.resolve("blobs").resolve("7"), new byte[] {1});

    start();

    assertThat(bytesInFolder()).isZero();
    assertThat(get(0).bytes()).hasSize(LENGTH);
  }

  @Test
  void aDiskThatCannotBeWrittenMakesTheEdgeSlowerNoMore() throws Exception {
    Path blobs = folder.resolve("blobs");
    Files.delete(blobs);
    for (int i = 0; i < 3; i++) {
      assertThat(get(0).bytes()).isEqualTo(films.get(0));
      assertThat(get(0, "Range: bytes=1000-1999").bytes())
          .isEqualTo(Arrays.copyOfRange(films.get(0), 1_000, 2_000));
    }

    Files.createDirectory(blobs);
    assertThat(get(0).bytes()).isEqualTo(films.get(0));
    assertThat(bytesInFolder()).isEqualTo(LENGTH);
  }

  private RawClient.Response get(int film, String... headers) throws IOException {
    return RawClient.get(edge.port(), HOST, "/film%d.mp4".formatted(film), headers);
  }

  private long removedButOpen() throws IOException {
    long removed = 0;
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : open.toList()) {
        String target = Files.exists(file) ? "" : linkOf(file);
        removed += target.startsWith(folder.toString()) ? 1 : 0;
      }
    }
    return removed;
  }

  /** A descriptor may be closed between being listed and being looked at. */
  private static String linkOf(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private long bytesInFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("blobs"))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
