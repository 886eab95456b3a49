package dev.fairlead.edge.blob;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the disk tier keeps, waiting for the disk. A file that cannot be read is forgotten:
 * the store still has the blob.
 */
final class DiskReads {
  private static final Logger log = LoggerFactory.getLogger(DiskReads.class);

  /** Most blobs that are read into memory at a time. */
  private static final int LOADS = 64;

  private final MemoryTier memory;
  private final DiskTier disk;
  private final Object[] loads = Stream.generate(Object::new).limit(LOADS).toArray();

  DiskReads(MemoryTier memory, DiskTier disk) {
    this.memory = memory;
    this.disk = disk;
  }

  /** Opens a kept file, the caller's to release; null if the blob must be fetched. */
  @Nullable OpenFile open(BlobKey key) {
    try {
      return disk.open(key);
    } catch (IOException | OutOfMemoryError e) {
      forget(key, e);
      return null;
    }
  }

  /**
   * Opens a kept file and offers its bytes to the memory tier, which may prefer others: the file
   * can be read all the same. The caller's to release; null if the blob must be fetched.
   */
  @Nullable OpenFile intoMemory(BlobKey key) {
    OpenFile file = open(key);
    if (file == null) {
      return null;
    }
    try {
      load(key, file);
      return file;
    } catch (OutOfMemoryError e) {
      log.atWarn().setMessage("No memory for a blob").setCause(e).log();
      return file;
    } catch (IOException e) {
      file.release();
      forget(key, e);
      return null;
    }
  }

  /** Many may ask for one displaced blob: the first reads it, the others find it. */
  private void load(BlobKey key, OpenFile file) throws IOException {
    synchronized (loads[Math.floorMod(key.hashCode(), loads.length)]) {
      if (memory.contains(key)) {
        return;
      }
      int length = Math.toIntExact(file.length());
      ByteBuf bytes = Unpooled.directBuffer(length, length);
      try {
        while (bytes.isWritable()) {
          if (bytes.writeBytes(file.channel(), bytes.writerIndex(), bytes.writableBytes()) <= 0) {
            throw new IOException("a cached file is shorter than its blob");
          }
        }
        file.isWarm();
        memory.keep(key, bytes.retain());
      } finally {
        bytes.release();
      }
    }
  }

  private void forget(BlobKey key, Throwable reason) {
    log.atWarn().setMessage("Cannot read a file of the disk cache").setCause(reason).log();
    disk.forget(key);
  }
}
