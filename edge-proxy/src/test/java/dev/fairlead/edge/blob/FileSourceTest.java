package dev.fairlead.edge.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader is always called, for otherwise its client would wait for ever. */
final class FileSourceTest {
  private static final int LENGTH = 1_000;

  @TempDir private Path folder;
  private final AtomicInteger calls = new AtomicInteger();
  private Path path;

  @BeforeEach
  void write() throws IOException {
    path = Files.write(folder.resolve("blob"), new byte[LENGTH]);
  }

  @Test
  void whatIsColdIsReadAhead() throws Exception {
    FileSource source = new FileSource(file(StandardOpenOption.READ), Runnable::run);

    source.whenReadable(0, ImmediateEventExecutor.INSTANCE, calls::incrementAndGet);

    assertThat(calls).hasValue(1);
    assertThat(source.failureAt(0)).isNull();
    source.release();
  }

  @Test
  void aReaderIsToldOfWhateverKeepsTheFileFromBeingRead() throws Exception {
    OpenFile file = file(StandardOpenOption.WRITE);
    FileSource source = new FileSource(file, Runnable::run);

    source.whenReadable(0, ImmediateEventExecutor.INSTANCE, calls::incrementAndGet);

    assertThat(calls).hasValue(1);
    assertThatThrownBy(() -> source.read(0, LENGTH))
        .isInstanceOf(IOException.class)
        .hasRootCauseInstanceOf(NonReadableChannelException.class);
    source.release();
    assertThat(file.refCnt()).isZero();
  }

  @Test
  void aReaderIsToldOfTheEnd() throws Exception {
    ExecutorService ended = Executors.newSingleThreadExecutor();
    ended.close();
    OpenFile file = file(StandardOpenOption.READ);
    FileSource source = new FileSource(file, ended);

    source.whenReadable(0, ImmediateEventExecutor.INSTANCE, calls::incrementAndGet);

    assertThat(calls).hasValue(1);
    assertThat(source.failureAt(0)).hasCauseInstanceOf(RejectedExecutionException.class);
    source.release();
    assertThat(file.refCnt()).isZero();
  }

  private OpenFile file(StandardOpenOption access) throws IOException {
    return new OpenFile(FileChannel.open(path, access), LENGTH);
  }
}
