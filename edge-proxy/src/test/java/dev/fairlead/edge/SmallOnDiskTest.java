package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.blob.BlobConfig;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small blobs for which the memory has no room are read from the disk, not from the store. */
final class SmallOnDiskTest {
  private static final String HOST = "pictures.sites.example";
  private static final int LENGTH = 20_000;
  private static final int HOT = 4;
  private static final int COLD = 8;
  private static final int ROUNDS = 20;

  private final EdgeFixture fixture = new EdgeFixture();
  private final List<byte[]> pictures = new ArrayList<>();
  @TempDir private Path folder;
  private EdgeProxy edge;

  /** The memory is full of pictures that are asked for more often than the others. */
  @BeforeEach
  void start() throws Exception {
    EdgeFixture.NewDeployment deployment = fixture.deployment().html("/index.html", "small");
    for (int i = 0; i < HOT + COLD; i++) {
      byte[] picture = new byte[LENGTH];
      new Random(i).nextBytes(picture);
      pictures.add(picture);
      deployment.file("/%d.png".formatted(i), "image/png", picture, false, Map.of());
    }
    fixture.route(HOST, deployment.publish(), true);
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withBlobs(
                    new BlobConfig(
                        (HOT + 1) * LENGTH,
                        LENGTH,
                        new BlobConfig.Disk(folder.resolve("blobs"), 10 << 20, 1 << 20)))
                .withDrain(Duration.ofMillis(100)));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < HOT; i++) {
        assertIsGiven(i);
      }
    }
    for (int i = HOT; i < HOT + COLD; i++) {
      assertIsGiven(i);
    }
    Eventually.becomesTrue("all are on the disk", () -> files() == HOT + COLD);
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void whatTheMemoryDoesNotTakeIsGivenFromTheDisk() throws Exception {
    int before = fixture.blobReads.get();
    for (int i = HOT; i < HOT + COLD; i++) {
      assertIsGiven(i);
    }
    assertThat(fixture.blobReads).hasValue(before);
  }

  @Test
  void itIsGivenWithoutTheStore() throws Exception {
    fixture.down = true;
    for (int i = 0; i < HOT + COLD; i++) {
      assertIsGiven(i);
    }
  }

  private void assertIsGiven(int picture) throws IOException {
    RawClient.Response response =
        RawClient.get(edge.port(), HOST, "/%d.png".formatted(picture), "Range: bytes=0-");
    assertThat(response.status()).isEqualTo(206);
    assertThat(response.bytes()).isEqualTo(pictures.get(picture));
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("blobs"))) {
      return files.count();
    }
  }
}
