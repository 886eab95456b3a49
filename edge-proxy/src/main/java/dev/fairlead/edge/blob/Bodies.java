package dev.fairlead.edge.blob;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Body;
import dev.fairlead.edge.http.Body.Segment;
import dev.fairlead.edge.http.Body.Segment.Literal;
import dev.fairlead.edge.http.Body.Segment.Slice;
import dev.fairlead.edge.http.BodyTier;
import dev.fairlead.site.SiteStorage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the bytes that an answer promises: in memory, on the disk, or in the store. Concurrent
 * misses of one blob share one read of the store, and each client gets the bytes as they arrive.
 */
public final class Bodies implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Bodies.class);

  /** From this length on the kernel sends a file faster than we send memory. */
  private static final long SEND_FILE_FROM = 32 << 10;

  /** A range deep in a blob longer than this does not wait for the blob to arrive up to there. */
  private static final long FETCH_WHOLE_FOR_RANGE = 8 << 20;

  private static final int MAX_PASSING = 64;

  /** Most blobs that are read from the disk into memory at a time. */
  private static final int LOADS = 64;

  private final SiteStorage storage;
  private final BlobConfig config;
  private final Executor blocking;
  private final MemoryTier memory;
  private final DiskTier disk;
  private final Semaphore passing = new Semaphore(MAX_PASSING);
  private final Object[] loads = Stream.generate(Object::new).limit(LOADS).toArray();
  private final Fetches fetches;

  /**
   * @param blocking runs what waits for the store or the disk
   * @throws IOException if the folder of the disk tier cannot be used
   */
  public Bodies(SiteStorage storage, BlobConfig config, Executor blocking) throws IOException {
    this.storage = storage;
    this.config = config;
    this.blocking = blocking;
    this.memory = new MemoryTier(config.memoryBytes());
    this.disk = new DiskTier(config.disk());
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
    ByteBuf blob = memory.find(keyOf(body));
    return blob == null ? null : cut(body.segments(), blob);
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
    BlobKey key = keyOf(body);
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
    OpenFile opened = open(keyOf(body), asFile ? 0 : (int) body.blob().length());
    sink.executor()
        .execute(
            () -> {
              if (opened == null) {
                fetch(answer, body, sink, onFailure);
              } else {
                sink.comesFrom(BodyTier.DISK);
                give(answer, body, sink, new FileSource(opened, blocking), onFailure);
              }
            });
  }

  /**
   * Opens a kept file, or reads it into the memory tier. A file that cannot be read is forgotten:
   * the store still has the blob.
   *
   * @param intoMemory its length if it is to be kept in memory; 0 if it is to be opened
   * @return null if the blob is in memory now, or must be fetched
   */
  private @Nullable OpenFile open(BlobKey key, int intoMemory) {
    OpenFile file = null;
    try {
      file = disk.open(key);
      if (file == null || intoMemory == 0) {
        return file;
      }
      keepInMemory(key, file, intoMemory);
    } catch (IOException | OutOfMemoryError e) {
      log.atWarn().setMessage("Cannot read a file of the disk cache").setCause(e).log();
      disk.forget(key);
    }
    if (file != null) {
      file.release();
    }
    return null;
  }

  /** Many may ask for one displaced blob: the first reads it, the others find it. */
  private void keepInMemory(BlobKey key, OpenFile file, int length) throws IOException {
    synchronized (loads[Math.floorMod(key.hashCode(), loads.length)]) {
      if (memory.contains(key)) {
        return;
      }
      ByteBuf bytes = Unpooled.directBuffer(length, length);
      try {
        while (bytes.isWritable()) {
          if (bytes.writeBytes(file.channel(), bytes.writerIndex(), bytes.writableBytes()) <= 0) {
            throw new IOException("a cached file is shorter than its blob");
          }
        }
        file.isWarm(length);
        memory.keep(key, bytes.retain());
      } finally {
        bytes.release();
      }
    }
  }

  private void fetch(
      Answer answer, Body.Stored body, AnswerSink sink, Consumer<IOException> onFailure) {
    BlobKey key = keyOf(body);
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
    ByteBuf arrived = memory.find(keyOf(body));
    if (arrived != null) {
      sink.comesFrom(BodyTier.MEMORY);
      sink.answer(answer, cut(body.segments(), arrived));
      return true;
    }
    boolean asFile = body.blob().length() > config.largestInMemory();
    if (asFile && disk.contains(keyOf(body))) {
      blocking.execute(() -> giveFromDisk(answer, body, sink, true, onFailure));
      return true;
    }
    return false;
  }

  private void pass(
      Answer answer, Body.Stored body, AnswerSink sink, Consumer<IOException> onFailure) {
    sink.comesFrom(BodyTier.STORE);
    if (!passing.tryAcquire()) {
      onFailure.accept(new IOException("as many large files are being sent as may be"));
      return;
    }
    PassingSource source;
    try {
      List<Slice> slices =
          body.segments().stream().filter(Slice.class::isInstance).map(Slice.class::cast).toList();
      source = new PassingSource(storage.blobs(body.region()), keyOf(body), slices, passing);
    } catch (IOException e) {
      passing.release();
      onFailure.accept(e);
      return;
    }
    blocking.execute(source);
    give(answer, body, sink, source, onFailure);
  }

  /** Waits for the first bytes: until then another answer can still be given. */
  private static void give(
      Answer answer,
      Body.Stored body,
      AnswerSink sink,
      BlobSource source,
      Consumer<IOException> onFailure) {
    long first = firstOffset(body.segments());
    source.whenReadable(
        first,
        sink.executor(),
        () -> {
          IOException failure = source.failureAt(first);
          if (failure == null) {
            sink.answer(answer, new StoredContent(body.segments(), source, sink.executor()));
          } else {
            source.release();
            onFailure.accept(failure);
          }
        });
  }

  private static boolean isWorthFetching(Body.Stored body) {
    return firstOffset(body.segments()) == 0 || body.blob().length() <= FETCH_WHOLE_FOR_RANGE;
  }

  private static long firstOffset(List<Segment> segments) {
    for (Segment segment : segments) {
      if (segment instanceof Slice slice) {
        return slice.offset();
      }
    }
    throw new IllegalArgumentException("a stored body without a slice");
  }

  /** The segments over bytes in memory; nothing is copied. Takes over the blob's reference. */
  private static ByteBuf cut(List<Segment> segments, ByteBuf blob) {
    if (segments.size() == 1 && segments.getFirst() instanceof Slice whole) {
      return whole.length() == blob.readableBytes()
          ? blob
          : blob.slice((int) whole.offset(), (int) whole.length());
    }
    CompositeByteBuf parts = Unpooled.compositeBuffer(segments.size());
    for (Segment segment : segments) {
      parts.addComponent(
          true,
          switch (segment) {
            case Literal(byte[] bytes) -> Unpooled.wrappedBuffer(bytes);
            case Slice(long offset, long length) -> blob.retainedSlice((int) offset, (int) length);
          });
    }
    blob.release();
    return parts;
  }

  private static BlobKey keyOf(Body.Stored body) {
    return new BlobKey(body.project(), body.blob().sha256());
  }
}
