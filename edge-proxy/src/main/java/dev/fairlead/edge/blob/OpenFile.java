package dev.fairlead.edge.blob;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of the disk tier that several answers read at once; closed when the last one has released
 * it. It knows which of its first bytes the kernel holds in memory: reading those stalls no event
 * loop. What has been read a while ago may have been displaced, so it is warmed again.
 */
final class OpenFile extends AbstractReferenceCounted {
  private static final Logger log = LoggerFactory.getLogger(OpenFile.class);

  /** How far ahead a file is warmed. */
  private static final long WARM_AHEAD = 4 << 20;

  private static final long WARM_FOR_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int WARM_STEP = 256 << 10;

  private final FileChannel channel;
  private final long length;
  private volatile Warm warm = new Warm(0, 0, System.nanoTime());

  /** A stretch of the file that the kernel held in memory at an instant. */
  private record Warm(long from, long to, long at) {}

  /**
   * @param length of the file when it is complete
   */
  OpenFile(FileChannel channel, long length) {
    this.channel = channel;
    this.length = length;
  }

  FileChannel channel() {
    return channel;
  }

  /** Of the file when it is complete, in bytes. */
  long length() {
    return length;
  }

  /** How many bytes from an offset on can be read without waiting for the disk. */
  long warmFrom(long offset) {
    Warm known = warm;
    boolean recently = System.nanoTime() - known.at < WARM_FOR_NANOS;
    return recently && offset >= known.from ? Math.max(0, known.to - offset) : 0;
  }

  /** All that is there has just been written or read. */
  void isWarm(long to) {
    warm = new Warm(0, to, System.nanoTime());
  }

  /** Has the kernel read ahead; waits for the disk. */
  void warm(long offset) throws IOException {
    long end = Math.min(length, offset + WARM_AHEAD);
    ByteBuf step = ByteBufAllocator.DEFAULT.directBuffer(WARM_STEP, WARM_STEP);
    try {
      for (long position = offset; position < end; position += WARM_STEP) {
        step.clear();
        if (step.writeBytes(channel, position, WARM_STEP) <= 0) {
          throw new EOFException("a cached file ends before byte " + end);
        }
      }
    } finally {
      step.release();
    }
    Warm known = warm;
    boolean joins = warmFrom(offset) > 0 || (offset == known.to && known.to > known.from);
    long from = joins ? known.from : offset;
    warm = new Warm(from, joins ? Math.max(end, known.to) : end, System.nanoTime());
  }

  /** Bytes at an offset, at least one, the caller's to release. */
  ByteBuf read(long offset, int max) throws IOException {
    ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(max, max);
    try {
      if (bytes.writeBytes(channel, offset, max) <= 0) {
        throw new EOFException("a cached file ends before byte " + offset);
      }
      return bytes;
    } catch (IOException | RuntimeException e) {
      bytes.release();
      throw e;
    }
  }

  /** A part that the kernel sends; it holds the file open until it is released. */
  FileRegion region(long offset, long bytes) {
    retain();
    return new Region(offset, bytes);
  }

  @Override
  public ReferenceCounted touch(Object hint) {
    return this;
  }

  @Override
  protected void deallocate() {
    try {
      channel.close();
    } catch (IOException e) {
      log.atWarn().setMessage("Cannot close a cached file").setCause(e).log();
    }
  }

  /** A region that leaves closing to the file. */
  private final class Region extends DefaultFileRegion {
    Region(long offset, long bytes) {
      super(channel, offset, bytes);
    }

    @Override
    protected void deallocate() {
      OpenFile.this.release();
    }
  }
}
