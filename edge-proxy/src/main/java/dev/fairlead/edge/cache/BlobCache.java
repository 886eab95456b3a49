package dev.fairlead.edge.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fairlead.site.Blob;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.SiteStorage;
import dev.fairlead.site.StorageRegion;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Small blobs in memory, bounded by their bytes. A blob never changes, so nothing is ever purged;
 * what does not match its hash is not kept. Concurrent misses of one blob share one read.
 */
public final class BlobCache {
  /** What keeping a blob costs beside its bytes. */
  private static final int OVERHEAD = 256;

  private static final int MAX_READS = 64;

  private record Key(ProjectId project, ContentHash hash) {}

  private final SiteStorage storage;
  private final int largestBlob;
  private final SharedReads<Key, byte[]> reads;
  private final Semaphore room = new Semaphore(MAX_READS);
  private final Cache<Key, byte[]> blobs;

  /**
   * @param blocking runs reads of the store; more than a few dozen wait for each other
   */
  public BlobCache(SiteStorage storage, BlobCacheConfig config, Executor blocking) {
    this.storage = storage;
    this.largestBlob = config.largestBlob();
    this.reads = new SharedReads<>(blocking);
    this.blobs =
        Caffeine.newBuilder()
            .maximumWeight(config.maxBytes())
            .weigher((Key key, byte[] bytes) -> bytes.length + OVERHEAD)
            .build();
  }

  /** Whether a blob is small enough to be kept. */
  public boolean keeps(Blob blob) {
    return blob.length() <= largestBlob;
  }

  /**
   * The bytes of a blob that {@link #keeps} accepts; they must not be changed. Fails with an {@link
   * IOException} if they cannot be had.
   */
  public CompletableFuture<byte[]> find(StorageRegion region, ProjectId project, Blob blob) {
    Key key = new Key(project, blob.sha256());
    byte[] kept = blobs.getIfPresent(key);
    return kept == null
        ? reads.read(key, () -> read(region, key, blob))
        : CompletableFuture.completedFuture(kept);
  }

  private byte[] read(StorageRegion region, Key key, Blob blob)
      throws IOException, InterruptedException {
    room.acquire();
    try (InputStream in = storage.blobs(region).open(key.project, key.hash, 0, blob.length())) {
      byte[] bytes = in.readNBytes(Math.toIntExact(blob.length()));
      if (!ContentHash.of(bytes).equals(key.hash)) {
        throw new IOException(
            "blob %s of project %s does not match its hash".formatted(key.hash, key.project));
      }
      blobs.put(key, bytes);
      return bytes;
    } finally {
      room.release();
    }
  }
}
