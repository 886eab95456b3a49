package dev.fairlead.edge.blob;

import dev.fairlead.edge.http.Body;
import dev.fairlead.site.BlobStore;
import dev.fairlead.site.SiteStorage;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The reads of the store that run, one for a blob however many clients want it. */
final class Fetches {
  /** Fewer than the store has connections, so that routes and manifests can still be read. */
  private static final int MAX_RUNNING = 48;

  /** Fetches that wait for room count too; beyond this the store is not keeping up. */
  private static final int MAX_WAITING = 4_096;

  private final SiteStorage storage;
  private final BlobConfig config;
  private final MemoryTier memory;
  private final DiskTier disk;
  private final Executor blocking;
  private final Semaphore room = new Semaphore(MAX_RUNNING);
  private final ConcurrentMap<BlobKey, Fetch> running = new ConcurrentHashMap<>();

  /**
   * @param blocking runs what waits for the store or the disk
   */
  Fetches(
      SiteStorage storage, BlobConfig config, MemoryTier memory, DiskTier disk, Executor blocking) {
    this.storage = storage;
    this.config = config;
    this.memory = memory;
    this.disk = disk;
    this.blocking = blocking;
  }

  /**
   * Joins the fetch that runs; null if there is none.
   *
   * @throws IOException if too many have joined it
   */
  @Nullable BlobSource join(BlobKey key) throws IOException {
    Fetch found = running.get(key);
    BlobSource joined = found == null ? null : found.join();
    if (found != null && joined == null) {
      running.remove(key, found);
    }
    return joined;
  }

  /**
   * Starts a fetch. Two event loops may do so at the same moment: only the fetch that is in the map
   * is ever run.
   *
   * @return null if there is no room on the disk for another blob that arrives
   * @throws IOException if too many blobs, or clients of this one, wait for the store
   */
  @Nullable BlobSource begin(BlobKey key, Body.Stored body) throws IOException {
    while (true) {
      if (running.size() >= MAX_WAITING) {
        throw new IOException("too many blobs are waiting for the store");
      }
      Fetch mine = newFetch(key, body);
      if (mine == null) {
        return null;
      }
      BlobSource source = Objects.requireNonNull(mine.join(), "a fetch ended before it began");
      if (running.putIfAbsent(key, mine) == null) {
        blocking.execute(
            () -> {
              mine.run();
              running.remove(key, mine);
            });
        return source;
      }
      mine.abandon();
      source.release();
      BlobSource joined = join(key);
      if (joined != null) {
        return joined;
      }
    }
  }

  private @Nullable Fetch newFetch(BlobKey key, Body.Stored body) throws IOException {
    long length = body.blob().length();
    BlobStore store = storage.blobs(body.region());
    boolean small = length <= config.largestInMemory();
    if (!small && !disk.reserve(length)) {
      return null;
    }
    Fetch.Landing landing =
        small
            ? new MemoryLanding(key, (int) length, memory, disk, blocking)
            : new FileLanding(key, length, disk);
    return new Fetch(store, key, body.blob(), landing, room);
  }
}
