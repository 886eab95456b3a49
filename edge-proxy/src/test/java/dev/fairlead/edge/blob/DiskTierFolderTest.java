package dev.fairlead.edge.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.ContentHash;
import dev.fairlead.site.ProjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the folder of a disk tier. */
final class DiskTierFolderTest {
  private static final ProjectId PROJECT = ProjectId.parse("0123456789abcdef");
  private static final long GIB = 1L << 30;

  @TempDir private Path folder;

  @Test
  void aTemporaryFolderIsTheOwnersAloneAndIsRemoved() throws Exception {
    DiskTier tier = new DiskTier(BlobConfig.Disk.temporary(GIB));
    Path path = keep(tier, "one", 1_000);
    Path temporary = Objects.requireNonNull(path.getParent());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
        .isEqualTo("rwx------");
    assertThat(path).exists();

    tier.clear();
    assertThat(temporary).doesNotExist();
  }

  @Test
  void whatAKilledEdgeHasLeftIsRemovedAndWhatALivingOneHasIsNot() throws Exception {
    Path left = Files.createTempDirectory("fairlead-edge-");
    Files.createFile(left.resolve("lock"));
    Files.createFile(left.resolve("0"));
    Path ofSomebodyElse = Files.createTempDirectory("fairlead-edge-");
    Files.createFile(ofSomebodyElse.resolve("notes.txt"));
    DiskTier living = new DiskTier(BlobConfig.Disk.temporary(GIB));
    Path kept = keep(living, "one", 1_000);

    DiskTier next = new DiskTier(BlobConfig.Disk.temporary(GIB));

    assertThat(left).doesNotExist();
    assertThat(kept).exists();
    assertThat(ofSomebodyElse.resolve("notes.txt")).exists();
    next.clear();
    living.clear();
    Files.delete(ofSomebodyElse.resolve("notes.txt"));
    Files.delete(ofSomebodyElse);
  }

  @Test
  void aTemporaryFolderTakesATenthOfWhatIsFree() throws Exception {
    long free = Files.getFileStore(folder).getUsableSpace();
    CacheFolder all =
        Objects.requireNonNull(CacheFolder.open(BlobConfig.Disk.temporary(Long.MAX_VALUE)));

    assertThat(all.limits().maxBytes()).isBetween(free / 20, free / 5);
    assertThat(all.limits().largestFile()).isEqualTo(all.limits().maxBytes() / 4);
    all.close();
  }

  @Test
  void filesOfMoreThanTwoGibibytesCountWhole() throws Exception {
    DiskTier tier = new DiskTier(new BlobConfig.Disk(folder, 8 * GIB, 5 * GIB));
    for (String name : List.of("one", "two", "three")) {
      keep(tier, name, 5 * GIB);
    }
    assertThat(files()).hasSize(1);
    tier.clear();
    assertThat(files()).isEmpty();
  }

  /** Keeps an empty file that is said to have a length. */
  private static Path keep(DiskTier tier, String name, long length) throws IOException {
    BlobKey key = new BlobKey(PROJECT, ContentHash.of(name.getBytes(UTF_8)));
    Path path = tier.newPath();
    OpenFile file = tier.create(path, length);
    tier.keep(key, path, length, file);
    file.release();
    return path;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
