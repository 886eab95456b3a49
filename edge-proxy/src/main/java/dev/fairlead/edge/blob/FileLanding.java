package dev.fairlead.edge.blob;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fetches a large blob into a file of the disk tier. */
final class FileLanding implements Fetch.Landing {
  private final BlobKey key;
  private final long length;
  private final DiskTier disk;
  private final Path path;
  private volatile @Nullable OpenFile file;
  private boolean kept;

  /** Takes over room that {@link DiskTier#reserve} has given. */
  FileLanding(BlobKey key, long length, DiskTier disk) {
    this.key = key;
    this.length = length;
    this.disk = disk;
    this.path = disk.newPath();
  }

  @Override
  public void begin() throws LandingException {
    try {
      file = disk.create(path, length);
    } catch (IOException | OutOfMemoryError e) {
      throw new LandingException("cannot make a file of the disk cache", e);
    }
  }

  @Override
  public void write(byte[] piece, int bytes, long offset) throws LandingException {
    ByteBuffer source = ByteBuffer.wrap(piece, 0, bytes);
    try {
      while (source.hasRemaining()) {
        open().channel().write(source, offset + source.position());
      }
    } catch (IOException | OutOfMemoryError e) {
      throw new LandingException("cannot write a file of the disk cache", e);
    }
  }

  @Override
  public ByteBuf read(long offset, int max) throws IOException {
    return open().read(offset, max);
  }

  @Override
  public FileRegion region(long offset, long max) {
    return open().region(offset, max);
  }

  @Override
  public void keep() {
    kept = true;
    disk.keep(key, path, length, open());
  }

  @Override
  public void release() {
    if (!kept) {
      disk.discard(path);
    }
    disk.unreserve(length);
    OpenFile opened = file;
    if (opened != null) {
      opened.release();
    }
  }

  private OpenFile open() {
    return Objects.requireNonNull(file, "not begun");
  }
}
