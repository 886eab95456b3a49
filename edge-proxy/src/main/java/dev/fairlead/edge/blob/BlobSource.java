package dev.fairlead.edge.blob;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the bytes of one blob are read from, by one client. */
interface BlobSource {
  /**
   * Bytes at an offset, the caller's to release; null if they have not arrived yet.
   *
   * @param max at least 1, and no more than the blob still has
   * @throws IOException if they cannot be had
   */
  @Nullable ByteBuf read(long offset, int max) throws IOException;

  /** Why a read at the offset would throw, as far as is known now; null if it would not. */
  @Nullable IOException failureAt(long offset);

  /**
   * Runs something once on the loop, which is the caller's, when a read at the offset would return
   * bytes or throw: before this returns if it would now.
   */
  void whenReadable(long offset, EventExecutor loop, Runnable reader);

  /**
   * A part that the kernel can send at once, the caller's to release; null where there is none.
   *
   * @param max longest part wanted, in bytes
   */
  default @Nullable FileRegion region(long offset, long max) {
    return null;
  }

  /** Ends the reading, also a waiting; called once. */
  void release();
}
