package dev.fairlead.edge.blob;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole blobs in files of one folder, bounded by their bytes. The index is in memory: what lies in
 * the folder at the start is thrown away, for nobody has checked it since it was written.
 */
final class DiskTier {
  private static final Logger log = LoggerFactory.getLogger(DiskTier.class);

  /** Files are weighed in these: that is what a disk gives, and fits an int up to 8 TiB. */
  private static final int BLOCK = 4 << 10;

  /** Most files that stay open because they were read not long ago. */
  private static final int MAX_OPEN = 512;

  /** A kept file. */
  private record Kept(Path path, long length) {}

  /** Most small blobs that are being written; beyond that a busy disk is left alone. */
  private static final int MAX_WRITES = 64;

  private final @Nullable CacheFolder folder;
  private final long maxBytes;
  private final long largestFile;
  private final AtomicLong arriving = new AtomicLong();
  private final Semaphore writes = new Semaphore(MAX_WRITES);
  private final Cache<BlobKey, Kept> files;
  private final Cache<BlobKey, OpenFile> open;

  /**
   * @param config null for a tier that keeps nothing
   * @throws IOException if the folder cannot be made or emptied
   */
  DiskTier(BlobConfig.@Nullable Disk config) throws IOException {
    this.folder = config == null ? null : CacheFolder.open(config);
    this.maxBytes = folder == null ? 0 : folder.limits().maxBytes();
    this.largestFile = folder == null ? 0 : folder.limits().largestFile();
    this.files =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes / BLOCK)
            .weigher((BlobKey key, Kept kept) -> blocks(kept.length))
            .executor(Runnable::run)
            .evictionListener((key, kept, cause) -> displaced(key, kept))
            .build();
    this.open =
        Caffeine.newBuilder()
            .maximumSize(MAX_OPEN)
            .executor(Runnable::run)
            .evictionListener(
                (@Nullable BlobKey key, @Nullable OpenFile file, RemovalCause cause) -> close(file))
            .build();
  }

  /** Whether a blob of so many bytes is kept here. */
  boolean keeps(long length) {
    return length > 0 && length <= largestFile;
  }

  boolean contains(BlobKey key) {
    return files.getIfPresent(key) != null;
  }

  /** A file that is open already, the caller's to release; null if it is not. */
  @Nullable OpenFile findOpen(BlobKey key) {
    OpenFile file = files.getIfPresent(key) == null ? null : open.getIfPresent(key);
    return file != null && retain(file) ? file : null;
  }

  /**
   * Opens a kept file, the caller's to release; null if it has been displaced. Waits for the disk.
   */
  @Nullable OpenFile open(BlobKey key) throws IOException {
    OpenFile found = findOpen(key);
    Kept kept = files.getIfPresent(key);
    if (found != null || kept == null) {
      return found;
    }
    OpenFile file = new OpenFile(FileChannel.open(kept.path, READ), kept.length);
    remember(key, file);
    if (!contains(key)) {
      close(open.asMap().remove(key));
    }
    return file;
  }

  /** Forgets a file that cannot be read: the store has the blob still. */
  void forget(BlobKey key) {
    Kept kept = files.asMap().remove(key);
    displaced(key, kept);
  }

  /**
   * Sets room aside for a blob that is arriving: half of the tier at most, so that files that are
   * not in the index yet are bounded too.
   */
  boolean reserve(long length) {
    if (folder == null) {
      return false;
    }
    // One blob always fits, however small the tier is.
    long before = arriving.getAndAdd(length);
    boolean fits = before == 0 || before + length <= maxBytes / 2;
    if (!fits) {
      arriving.addAndGet(-length);
    }
    return fits;
  }

  void unreserve(long length) {
    arriving.addAndGet(-length);
  }

  /** Whether one more small blob may be written now; {@link #endWrite} must follow. */
  boolean tryBeginWrite() {
    return writes.tryAcquire();
  }

  void endWrite() {
    writes.release();
  }

  /** Keeps bytes that are in memory; waits for the disk. */
  void keep(BlobKey key, ByteBuf bytes) {
    if (contains(key)) {
      return;
    }
    Path path = newPath();
    try (FileChannel channel = FileChannel.open(path, CREATE_NEW, WRITE)) {
      long length = bytes.readableBytes();
      while (bytes.isReadable()) {
        bytes.readBytes(channel, bytes.readableBytes());
      }
      add(key, new Kept(path, length));
    } catch (IOException e) {
      // The tier is an advantage, not a duty: a full disk makes the edge slower, no more.
      log.atWarn().setMessage("Cannot write to the disk cache").setCause(e).log();
      discard(path);
    }
  }

  /** Keeps a file that has been written here. */
  void keep(BlobKey key, Path path, long length, OpenFile file) {
    file.isWarm();
    remember(key, file);
    add(key, new Kept(path, length));
  }

  /** A file to write into and to read from meanwhile. */
  OpenFile create(Path path, long length) throws IOException {
    return new OpenFile(FileChannel.open(path, CREATE_NEW, READ, WRITE), length);
  }

  Path newPath() {
    return folder().newPath();
  }

  /** Removes a file that is not kept. */
  void discard(Path path) {
    folder().discard(path);
  }

  /** Closes and removes all files, and the folder if it is our own. */
  void clear() {
    open.asMap().keySet().forEach(key -> close(open.asMap().remove(key)));
    files.asMap().values().forEach(kept -> discard(kept.path));
    files.invalidateAll();
    if (folder != null) {
      folder.close();
    }
  }

  private CacheFolder folder() {
    return Objects.requireNonNull(folder, "there is no disk tier");
  }

  private static int blocks(long length) {
    return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(length, BLOCK));
  }

  private void add(BlobKey key, Kept kept) {
    if (files.asMap().putIfAbsent(key, kept) != null) {
      discard(kept.path);
    }
  }

  /** Keeps a file open for the next reader; the caller keeps its own reference. */
  private void remember(BlobKey key, OpenFile file) {
    file.retain();
    if (open.asMap().putIfAbsent(key, file) != null) {
      file.release();
    }
  }

  /** A file that stays open would keep its bytes on the disk. */
  private void displaced(@Nullable BlobKey key, @Nullable Kept kept) {
    if (key != null && kept != null) {
      close(open.asMap().remove(key));
      discard(kept.path);
    }
  }

  private static void close(@Nullable OpenFile file) {
    if (file != null) {
      file.release();
    }
  }

  private static boolean retain(OpenFile file) {
    try {
      file.retain();
      return true;
    } catch (IllegalReferenceCountException closed) {
      return false;
    }
  }
}
