package dev.fairlead.edge.blob;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Reads a blob from the disk tier, as far as the kernel holds it in memory. */
final class FileSource implements BlobSource {
  private final OpenFile file;
  private final Executor blocking;
  private @Nullable IOException failure;

  /**
   * Takes over one reference of the file.
   *
   * @param blocking waits for the disk
   */
  FileSource(OpenFile file, Executor blocking) {
    this.file = file;
    this.blocking = blocking;
  }

  @Override
  public @Nullable ByteBuf read(long offset, int max) throws IOException {
    if (failure != null) {
      throw new IOException("a cached file cannot be read", failure);
    }
    long warm = file.warmFrom(offset);
    return warm == 0 ? null : file.read(offset, (int) Math.min(max, warm));
  }

  @Override
  public @Nullable IOException failureAt(long offset) {
    return failure;
  }

  @Override
  public void whenReadable(long offset, EventExecutor loop, Runnable reader) {
    if (file.warmFrom(offset) > 0) {
      reader.run();
      return;
    }
    file.retain();
    try {
      blocking.execute(() -> warm(offset, loop, reader));
    } catch (RejectedExecutionException e) {
      file.release();
      failure = new IOException("the edge has ended", e);
      reader.run();
    }
  }

  @Override
  public @Nullable FileRegion region(long offset, long max) {
    long warm = file.warmFrom(offset);
    return failure != null || warm == 0 ? null : file.region(offset, Math.min(max, warm));
  }

  @Override
  public void release() {
    file.release();
  }

  private void warm(long offset, EventExecutor loop, Runnable reader) {
    @Nullable IOException reason = null;
    try {
      file.warm(offset);
    } catch (IOException e) {
      reason = e;
    } catch (Throwable e) {
      // Such as no memory for the buffer: the reader waits, and nobody else would tell it.
      reason = new IOException("a cached file cannot be read ahead", e);
    } finally {
      file.release();
    }
    IOException found = reason;
    loop.execute(
        () -> {
          failure = found;
          reader.run();
        });
  }
}
