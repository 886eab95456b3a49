package dev.fairlead.edge.blob;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Body;
import dev.fairlead.edge.http.Body.Segment.Slice;
import dev.fairlead.edge.http.BodyTier;
import dev.fairlead.site.SiteStorage;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the bytes that an answer promises: in memory, on the disk, or in the store. Concurrent
 * misses of one blob share one read of the store, and each client gets the bytes as they arrive.
 */
public final class Bodies implements AutoCloseable {
  /** From this length on the kernel sends a file faster than we send memory. */
  private static final long SEND_FILE_FROM = 32 << 10;

  /** A range deep in a blob longer than this does not wait for the blob to arrive up to there. */
  private static final long FETCH_WHOLE_FOR_RANGE = 8 << 20;

  private static final Logger log = LoggerFactory.getLogger(Bodies.class);

  private final SiteStorage storage;
  private final BlobConfig config;
  private final Executor blocking;
  private final MemoryTier memory;
  private final DiskTier disk;
  private final PassingPermits passing;
  private final DiskReads reads;
  private final Fetches fetches;

  /**
   * @param addressesAreClients whether one address of {@link AnswerSink#clientAddress} may not have
   *     all large files sent; not where somebody before us hides the clients' addresses
   * @param blocking runs what waits for the store or the disk
   * @throws IOException if the folder of the disk tier cannot be used
   */
  public Bodies(
      SiteStorage storage, BlobConfig config, boolean addressesAreClients, Executor blocking)
      throws IOException {
    this.storage = storage;
    this.config = config;
    this.blocking = blocking;
    this.passing = new PassingPermits(addressesAreClients);
    this.memory = new MemoryTier(config.memoryBytes());
    this.disk = new DiskTier(config.disk());
    this.reads = new DiskReads(memory, disk);
    this.fetches = new Fetches(storage, config, memory, disk, blocking);
  }

  /**
   * All bytes of a body that is kept in memory, the caller's to release; null if it is not, or if
   * it is better sent as a file.
   */
  public @Nullable ByteBuf find(Body.Stored body, boolean sendsFiles) {
    if (sendsFiles && body.blob().length() >= SEND_FILE_FROM && disk.keeps(body.blob().length())) {
      return null;
    }
    return memory.find(BlobKey.of(body), body.segments());
  }

  /**
   * The same bytes once more, the caller's to release; null if they have been displaced.
   *
   * @param bytes a view of what {@link #find} has given before, read by nobody, whether or not they
   *     have been released since
   */
  public static @Nullable ByteBuf again(@Nullable ByteBuf bytes) {
    return bytes != null && MemoryTier.retain(bytes) ? bytes.duplicate() : null;
  }

  /**
   * Gives an answer with its body to a sink, or says that the store does not give the body; one of
   * the two, once, on the sink's loop.
   */
  public void give(
      Answer answer, Body.Stored body, AnswerSink sink, Consumer<IOException> onFailure) {
    BlobKey key = BlobKey.of(body);
    long length = body.blob().length();
    boolean small = length <= config.largestInMemory();
    boolean asFile =
        disk.keeps(length) && (!small || (sink.sendsFiles() && length >= SEND_FILE_FROM));
    OpenFile file = asFile ? disk.findOpen(key) : null;
    if (file != null) {
      sink.comesFrom(BodyTier.DISK);
      give(answer, body, sink, new FileSource(file, blocking), onFailure);
    } else if (disk.contains(key)) {
      blocking.execute(() -> giveFromDisk(answer, body, sink, asFile, onFailure));
    } else if (small || (disk.keeps(length) && isWorthFetching(body))) {
      fetch(answer, body, sink, onFailure);
    } else {
      pass(answer, body, sink, onFailure);
    }
  }

  /** Gives everything back; to be called when no connection is left. */
  @Override
  public void close() {
    memory.clear();
    disk.clear();
  }

  private void giveFromDisk(
      Answer answer,
      Body.Stored body,
      AnswerSink sink,
      boolean asFile,
      Consumer<IOException> onFailure) {
    BlobKey key = BlobKey.of(body);
    @Nullable OpenFile file;
    try {
      file = asFile ? reads.open(key) : reads.intoMemory(key);
    } catch (RuntimeException | Error e) {
      // The client waits, and nobody else would tell it.
      sink.executor()
          .execute(() -> onFailure.accept(new IOException("a cached file cannot be read", e)));
      return;
    }
    sink.executor()
        .execute(
            () -> {
              if (file == null) {
                fetch(answer, body, sink, onFailure);
                return;
              }
              sink.comesFrom(BodyTier.DISK);
              ByteBuf loaded = asFile ? null : memory.find(key, body.segments());
              if (loaded == null) {
                give(answer, body, sink, new FileSource(file, blocking), onFailure);
              } else {
                file.release();
                sink.answer(answer, loaded);
              }
            });
  }

  private void fetch(
      Answer answer, Body.Stored body, AnswerSink sink, Consumer<IOException> onFailure) {
    BlobKey key = BlobKey.of(body);
    BlobSource source;
    try {
      source = fetches.join(key);
      // Looked for only now: a fetch that cannot be joined any more has left its bytes there.
      if (source == null && giveArrived(answer, body, sink, onFailure)) {
        return;
      }
      if (source == null) {
        source = fetches.begin(key, body);
      }
    } catch (IOException e) {
      onFailure.accept(e);
      return;
    }
    if (source == null) {
      pass(answer, body, sink, onFailure);
      return;
    }
    sink.comesFrom(BodyTier.STORE);
    give(answer, body, sink, source, onFailure);
  }

  /** Gives what has arrived since it was looked for; false if nothing has. */
  private boolean giveArrived(
      Answer answer, Body.Stored body, AnswerSink sink, Consumer<IOException> onFailure) {
    ByteBuf arrived = memory.find(BlobKey.of(body), body.segments());
    if (arrived != null) {
      sink.comesFrom(BodyTier.MEMORY);
      sink.answer(answer, arrived);
      return true;
    }
    boolean asFile = body.blob().length() > config.largestInMemory();
    if (asFile && disk.contains(BlobKey.of(body))) {
      blocking.execute(() -> giveFromDisk(answer, body, sink, true, onFailure));
      return true;
    }
    return false;
  }

  private void pass(
      Answer answer, Body.Stored body, AnswerSink sink, Consumer<IOException> onFailure) {
    sink.comesFrom(BodyTier.STORE);
    PassingSource source;
    Runnable permit = () -> {};
    try {
      permit = passing.take(sink.clientAddress());
      List<Slice> slices =
          body.segments().stream().filter(Slice.class::isInstance).map(Slice.class::cast).toList();
      source = new PassingSource(storage.blobs(body.region()), BlobKey.of(body), slices, permit);
    } catch (IOException e) {
      permit.run();
      onFailure.accept(e);
      return;
    }
    blocking.execute(source);
    give(answer, body, sink, source, onFailure);
  }

  private void give(
      Answer answer,
      Body.Stored body,
      AnswerSink sink,
      BlobSource source,
      Consumer<IOException> onFailure) {
    new Beginning(
            answer, body, sink, source, failure -> failed(failure, answer, body, sink, onFailure))
        .await();
  }

  /** What has found no place on this machine can still be sent past it. */
  private void failed(
      IOException failure,
      Answer answer,
      Body.Stored body,
      AnswerSink sink,
      Consumer<IOException> onFailure) {
    if (failure instanceof LandingException) {
      log.atWarn().setMessage("Sending a blob without keeping it").setCause(failure).log();
      pass(answer, body, sink, onFailure);
    } else {
      onFailure.accept(failure);
    }
  }

  private static boolean isWorthFetching(Body.Stored body) {
    return body.firstOffset() == 0 || body.blob().length() <= FETCH_WHOLE_FOR_RANGE;
  }
}
