package dev.fairlead.edge.blob;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Fetches a large blob into a file of the disk tier. */
final class FileLanding implements Fetch.Landing {
  private final BlobKey key;
  private final long length;
  private final DiskTier disk;
  private final Path path;
  private final OpenFile file;
  private boolean kept;

  FileLanding(BlobKey key, long length, DiskTier disk) throws IOException {
    this.key = key;
    this.length = length;
    this.disk = disk;
    this.path = disk.newPath();
    this.file = disk.create(path, length);
  }

  @Override
  public void write(byte[] piece, int bytes, long offset) throws IOException {
    ByteBuffer source = ByteBuffer.wrap(piece, 0, bytes);
    while (source.hasRemaining()) {
      file.channel().write(source, offset + source.position());
    }
  }

  @Override
  public ByteBuf read(long offset, int max) throws IOException {
    return file.read(offset, max);
  }

  @Override
  public void keep() {
    kept = true;
    disk.keep(key, path, length, file);
  }

  @Override
  public void release() {
    if (!kept) {
      disk.discard(path);
    }
    file.release();
  }
}
