package dev.fairlead.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer on its way to one client: {@link Answer#contentLength} bytes, pulled as
 * fast as the client takes them. Used on the client's event loop only, where nothing blocks.
 */
public interface Content extends AutoCloseable {
  /**
   * The next bytes, in order, now the caller's to release.
   *
   * @param max most bytes wanted, at least 1
   * @return null if none has arrived yet; never empty
   * @throws IOException if the rest cannot be had, or all has been read; nothing more can be read
   */
  @Nullable ByteBuf read(int max) throws IOException;

  /**
   * Runs something once, on the event loop, when the next {@link #read} would return bytes or
   * throw; soon, if it would now.
   */
  void whenReadable(Runnable reader);

  /**
   * All bytes that have not been read, as a part of a file that the kernel can send; null where
   * there is no such file. Now the caller's to release, also after this is closed.
   */
  default @Nullable FileRegion remaining() {
    return null;
  }

  /** Gives back what is held; more than once is the same as once. */
  @Override
  void close();
}
