package dev.fairlead.edge.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stretch of a file is read ahead once for all who want it, and again after half a minute. */
final class WarmStretchesTest {
  private static final int MIB = 1 << 20;
  private static final int STRETCHES = 8;
  private static final long LENGTH = STRETCHES * 4L * MIB - 1_000;
  private static final int PIECE = 64 << 10;

  @TempDir private Path folder;
  private final AtomicLong nanoTime = new AtomicLong(-7);
  private OpenFile file;
  private int warmings;

  @BeforeEach
  void open() throws IOException {
    Path path = folder.resolve("film");
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.setLength(LENGTH);
    }
    file = new OpenFile(FileChannel.open(path, StandardOpenOption.READ), LENGTH, nanoTime::get);
  }

  @AfterEach
  void close() {
    assertThat(file.release()).isTrue();
  }

  @Test
  void readersAtDifferentPlacesDoNotReadAheadForEachPiece() throws Exception {
    readAllFromDifferentPlaces();
    assertThat(warmings).isEqualTo(STRETCHES);
  }

  @Test
  void whatHasBeenWrittenIsWarmForHalfAMinute() throws Exception {
    file.isWarm();
    nanoTime.addAndGet(Duration.ofSeconds(29).toNanos());
    readAllFromDifferentPlaces();
    assertThat(warmings).isZero();

    nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
    readAllFromDifferentPlaces();
    readAllFromDifferentPlaces();
    assertThat(warmings).isEqualTo(STRETCHES);
  }

  @Test
  void aPieceMayReachIntoTheNextStretch() {
    file.isWarm();
    assertThat(file.warmFrom(4 * MIB - 1)).isEqualTo(4 * MIB + 1);
    assertThat(file.warmFrom(LENGTH - 1)).isEqualTo(1);
  }

  /** One reader for each stretch, in turns of one piece, each to the end of its part. */
  private void readAllFromDifferentPlaces() throws IOException {
    List<FileSource> readers = new ArrayList<>();
    for (int i = 0; i < STRETCHES; i++) {
      file.retain();
      readers.add(new FileSource(file, this::countAndRun));
    }
    for (long offset = 0; offset < 4 * MIB; offset += PIECE) {
      for (int i = 0; i < STRETCHES; i++) {
        read(readers.get(i), i * 4L * MIB + offset);
      }
    }
    readers.forEach(FileSource::release);
  }

  private static void read(FileSource reader, long offset) throws IOException {
    int wanted = (int) Math.min(PIECE, LENGTH - offset);
    reader.whenReadable(offset, ImmediateEventExecutor.INSTANCE, () -> {});
    ByteBuf piece = Objects.requireNonNull(reader.read(offset, wanted));
    assertThat(piece.readableBytes()).isEqualTo(wanted);
    piece.release();
  }

  private void countAndRun(Runnable warming) {
    warmings++;
    warming.run();
  }
}
