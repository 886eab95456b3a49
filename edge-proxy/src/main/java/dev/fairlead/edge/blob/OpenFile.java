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
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of the disk tier that several answers read at once; closed when the last one has released
 * it. It knows which stretches the kernel holds in memory, and has it read the others ahead.
 */
final class OpenFile extends AbstractReferenceCounted {
  private static final Logger log = LoggerFactory.getLogger(OpenFile.class);

  private static final int WARM_STEP = 256 << 10;

  private final FileChannel channel;
  private final long length;
  private final WarmStretches warm;

  /** Held while a stretch is read ahead, so that those who want the same one find it. */
  private final Object warming = new Object();

  /**
   * @param length of the file when it is complete, in bytes
   */
  OpenFile(FileChannel channel, long length) {
    this(channel, length, System::nanoTime);
  }

  /**
   * @param nanoTime as of {@link System#nanoTime}
   */
  OpenFile(FileChannel channel, long length, LongSupplier nanoTime) {
    this.channel = channel;
    this.length = length;
    this.warm = new WarmStretches(length, nanoTime);
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
    return warm.warmFrom(offset);
  }

  /** All of it has just been written or read. */
  void isWarm() {
    warm.allSeen();
  }

  /** Has the kernel read what lies around an offset, unless it has lately; waits for the disk. */
  void warm(long offset) throws IOException {
    synchronized (warming) {
      if (warm.warmFrom(offset) == 0) {
        readStretch(WarmStretches.from(offset), warm.to(offset));
        warm.seen(offset);
      }
    }
  }

  private void readStretch(long from, long to) throws IOException {
    ByteBuf step = ByteBufAllocator.DEFAULT.directBuffer(WARM_STEP, WARM_STEP);
    try {
      for (long position = from; position < to; position += WARM_STEP) {
        step.clear();
        if (step.writeBytes(channel, position, WARM_STEP) <= 0) {
          throw new EOFException("a cached file ends before byte " + to);
        }
      }
    } finally {
      step.release();
    }
  }

  /** Bytes at an offset, at least one, the caller's to release. */
  ByteBuf read(long offset, int max) throws IOException {
    ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(max, max);
    try {
      if (bytes.writeBytes(channel, offset, max) <= 0) {
        throw new EOFException("a cached file ends before byte " + offset);
      }
      return bytes;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
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
