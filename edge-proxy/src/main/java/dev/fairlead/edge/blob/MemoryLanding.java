package dev.fairlead.edge.blob;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.Executor;

/** Fetches a small blob into memory, and from there to the tiers. */
final class MemoryLanding implements Fetch.Landing {
  private final BlobKey key;
  private final ByteBuf bytes;
  private final MemoryTier memory;
  private final DiskTier disk;
  private final Executor blocking;

  MemoryLanding(BlobKey key, int length, MemoryTier memory, DiskTier disk, Executor blocking) {
    this.key = key;
    this.bytes = Unpooled.directBuffer(length, length);
    this.memory = memory;
    this.disk = disk;
    this.blocking = blocking;
  }

  @Override
  public void write(byte[] piece, int length, long offset) {
    bytes.setBytes((int) offset, piece, 0, length);
  }

  @Override
  public ByteBuf read(long offset, int max) {
    return bytes.retainedSlice((int) offset, max);
  }

  @Override
  public void keep() {
    bytes.writerIndex(bytes.capacity());
    memory.keep(key, bytes.retain());
    if (disk.keeps(bytes.capacity())) {
      ByteBuf copy = bytes.retainedDuplicate();
      blocking.execute(
          () -> {
            try {
              disk.keep(key, copy);
            } finally {
              copy.release();
            }
          });
    }
  }

  @Override
  public void release() {
    bytes.release();
  }
}
