package dev.fairlead.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer on its way to one client: {@link Answer#contentLength} bytes, or as many
 * as there turn out to be where that is -1, pulled as fast as the client takes them. Used on the
 * client's event loop only, where nothing blocks.
 */
public interface Content extends AutoCloseable {
  /**
   * The next bytes, in order, now the caller's to release.
   *
   * @param max most bytes wanted, at least 1
   * @return null if none has arrived yet, or {@link #isAtEnd}; never empty
   * @throws IOException if the rest cannot be had, or all has been read; nothing more can be read
   */
  @Nullable ByteBuf read(int max) throws IOException;

  /**
   * Runs something once, on the event loop, when the next {@link #read} would return bytes or
   * throw, or there is nothing more: before this returns if it would now.
   */
  void whenReadable(Runnable reader);

  /** Whether all has been read of a body whose length was not known beforehand. */
  default boolean isAtEnd() {
    return false;
  }

  /**
   * The next bytes as a part of a file that the kernel can send, now the caller's to release, also
   * after this is closed; null where there is no such file, or the bytes must be {@link #read} or
   * waited for. They count as read.
   *
   * @param max longest part wanted, in bytes
   */
  default @Nullable FileRegion readRegion(long max) {
    return null;
  }

  /** Gives back what is held; more than once is the same as once. */
  @Override
  void close();
}
