package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link BlobStore} does; run against each implementation. */
public abstract class BlobStoreContract {
  private static final Random RANDOM = new Random();

  private final ProjectId project = ProjectId.random(RANDOM);

  protected abstract BlobStore store();

  /** Puts a blob where the store reads it. */
  protected abstract void put(ProjectId project, byte[] content) throws Exception;

  @Test
  void readsAWholeBlob() throws Exception {
    byte[] content = randomBytes(300_000);
    put(project, content);

    assertThat(read(ContentHash.of(content), 0, content.length)).isEqualTo(content);
  }

  @Test
  void readsARangeOfABlob() throws Exception {
    byte[] content = randomBytes(1000);
    put(project, content);

    assertThat(read(ContentHash.of(content), 10, 5))
        .containsExactly(content[10], content[11], content[12], content[13], content[14]);
    assertThat(read(ContentHash.of(content), 0, 1)).containsExactly(content[0]);
    assertThat(read(ContentHash.of(content), 999, 1)).containsExactly(content[999]);
  }

  @Test
  void tellsTheLengthOfABlob() throws Exception {
    byte[] content = randomBytes(12_345);
    put(project, content);
    put(project, new byte[0]);

    assertThat(store().length(project, ContentHash.of(content))).hasValue(12_345);
    assertThat(store().length(project, ContentHash.of(new byte[0]))).hasValue(0);
  }

  @Test
  void saysWhenThereIsNoSuchBlob() throws Exception {
    ContentHash absent = ContentHash.of(randomBytes(16));

    assertThat(store().length(project, absent)).isEmpty();
    assertThatThrownBy(() -> read(absent, 0, 1))
        .isInstanceOf(BlobNotFoundException.class)
        .hasMessageContaining(absent.hex())
        .hasMessageContaining(project.value());
  }

  @Test
  void aBlobOfOneProjectIsNotInAnother() throws Exception {
    byte[] content = randomBytes(64);
    put(ProjectId.random(RANDOM), content);
    ContentHash hash = ContentHash.of(content);

    assertThat(store().length(project, hash)).isEmpty();
    assertThatThrownBy(() -> read(hash, 0, 1)).isInstanceOf(BlobNotFoundException.class);
  }

  @Test
  void aStreamClosedEarlyHarmsNoLaterRead() throws Exception {
    byte[] content = randomBytes(2_000_000);
    put(project, content);
    ContentHash hash = ContentHash.of(content);

    for (int i = 0; i < 100; i++) {
      try (InputStream in = store().open(project, hash, i, content.length - i)) {
        assertThat((byte) in.read()).isEqualTo(content[i]);
      }
    }
    assertThat(read(hash, 0, content.length)).isEqualTo(content);
  }

  private byte[] read(ContentHash hash, long offset, long length) throws Exception {
    try (InputStream in = store().open(project, hash, offset, length)) {
      return in.readAllBytes();
    }
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
