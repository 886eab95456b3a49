package dev.fairlead.edge.blob;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.Executor;

/** Fetches a small blob into memory, and from there to the tiers. */
final class MemoryLanding implements Fetch.Landing {
  private final BlobKey key;
  private final int length;
  private final MemoryTier memory;
  private final DiskTier disk;
  private final Executor blocking;
  private volatile ByteBuf bytes = Unpooled.EMPTY_BUFFER;

  MemoryLanding(BlobKey key, int length, MemoryTier memory, DiskTier disk, Executor blocking) {
    this.key = key;
    this.length = length;
    this.memory = memory;
    this.disk = disk;
    this.blocking = blocking;
  }

  @Override
  public void begin() throws LandingException {
    try {
      bytes = Unpooled.directBuffer(length, length);
    } catch (OutOfMemoryError e) {
      throw new LandingException("no memory for a blob", e);
    }
  }

  @Override
  public void write(byte[] piece, int count, long offset) {
    bytes.setBytes((int) offset, piece, 0, count);
  }

  @Override
  public ByteBuf read(long offset, int max) {
    return bytes.retainedSlice((int) offset, max);
  }

  @Override
  public void keep() {
    bytes.writerIndex(bytes.capacity());
    memory.keep(key, bytes.retain());
    if (disk.keeps(bytes.capacity()) && disk.tryBeginWrite()) {
      ByteBuf copy = bytes.retainedDuplicate();
      blocking.execute(
          () -> {
            try {
              disk.keep(key, copy);
            } finally {
              copy.release();
              disk.endWrite();
            }
          });
    }
  }

  @Override
  public void release() {
    bytes.release();
  }
}
