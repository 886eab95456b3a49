package dev.fairlead.edge.blob;

import dev.fairlead.site.Blob;
import dev.fairlead.site.BlobStore;
import dev.fairlead.site.ContentHash;
import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.util.concurrent.EventExecutor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One read of a blob from the store, shared by all clients that want it while it runs: each sees
 * the bytes as they arrive. The last piece is shown only when the hash of all is right, so nobody
 * ever holds a whole body that is wrong.
 */
final class Fetch implements Runnable {
  private static final int PIECE = 64 << 10;

  /** A blob shorter than this is fetched to its end even if every client has gone. */
  private static final long WORTH_FINISHING = 1 << 20;

  /** Each holds a request; more than come at once on the usual number of connections. */
  private static final int MAX_READERS = 16_384;

  private final BlobStore store;
  private final BlobKey key;
  private final Blob blob;
  private final Landing landing;
  private final Semaphore room;
  private final Waiters waiters = new Waiters();
  private volatile long available;
  private volatile @Nullable IOException failure;
  private volatile @Nullable Thread thread;
  private int readers;
  private boolean ended;
  private boolean cancelled;

  /**
   * @param room of all fetches together
   */
  Fetch(BlobStore store, BlobKey key, Blob blob, Landing landing, Semaphore room) {
    this.store = store;
    this.key = key;
    this.blob = blob;
    this.landing = landing;
    this.room = room;
  }

  /**
   * A source for one more client; null if the fetch has ended meanwhile, or is about to.
   *
   * @throws IOException if too many have joined
   */
  synchronized @Nullable BlobSource join() throws IOException {
    if (ended || cancelled || failure != null) {
      return null;
    }
    if (readers >= MAX_READERS) {
      throw new IOException("%d clients wait for one blob already".formatted(readers));
    }
    readers++;
    return new Reader();
  }

  /** Ends a fetch that is not run after all. */
  void abandon() {
    end();
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      room.acquire();
      try {
        landing.begin();
        try (InputStream in = store.open(key.project(), key.hash(), 0, blob.length())) {
          receive(in);
        }
      } finally {
        room.release();
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = new IOException("nobody waits for the blob any more", e);
    } catch (RuntimeException | OutOfMemoryError e) {
      failure = new IOException("a blob cannot be fetched", e);
    } finally {
      thread = null;
      waiters.wake();
      end();
    }
  }

  private void receive(InputStream in) throws IOException, InterruptedException {
    MessageDigest digest = ContentHash.newDigest();
    byte[] piece = new byte[(int) Math.min(PIECE, blob.length())];
    long received = 0;
    while (received < blob.length()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int most = (int) Math.min(piece.length, blob.length() - received);
      // The first bytes are shown as they come, the others by the piece: each wakes all who wait.
      int read = received == 0 ? in.read(piece, 0, most) : in.readNBytes(piece, 0, most);
      if (read <= 0) {
        throw new EOFException(
            "%d bytes of blob %s are missing".formatted(blob.length() - received, key.hash()));
      }
      digest.update(piece, 0, read);
      landing.write(piece, read, received);
      received += read;
      if (received < blob.length()) {
        available = received;
        waiters.wake();
      }
    }
    if (!ContentHash.ofDigest(digest.digest()).equals(key.hash())) {
      throw new IOException(
          "blob %s of project %s does not match its hash".formatted(key.hash(), key.project()));
    }
    landing.keep();
    available = received;
  }

  private void end() {
    boolean last;
    synchronized (this) {
      ended = true;
      last = readers == 0;
    }
    if (last) {
      landing.release();
    }
  }

  private void left() {
    boolean last;
    synchronized (this) {
      readers--;
      last = readers == 0 && ended;
      Thread running = thread;
      if (readers == 0 && !ended && running != null && blob.length() >= WORTH_FINISHING) {
        cancelled = true;
        running.interrupt();
      }
    }
    if (last) {
      landing.release();
    }
  }

  /** Where fetched bytes lie while they are read by clients, and stay if they are right. */
  interface Landing {
    /** Makes room for the bytes; a fetch that waits for its turn takes none. */
    void begin() throws LandingException;

    /** Adds bytes at the end. */
    void write(byte[] bytes, int length, long offset) throws LandingException;

    /** Bytes written before, the caller's to release. */
    ByteBuf read(long offset, int max) throws IOException;

    /** The same as a part that the kernel can send; null where they are not in a file. */
    default @Nullable FileRegion region(long offset, long max) {
      return null;
    }

    /** All bytes are there and right: keeps them beyond this fetch. */
    void keep() throws IOException;

    /** The fetch and all who have joined it are done. */
    void release();
  }

  /** One client's view. */
  private final class Reader implements BlobSource {
    @Override
    public @Nullable ByteBuf read(long offset, int max) throws IOException {
      IOException reason = failure;
      long there = available - offset;
      if (there > 0) {
        return landing.read(offset, (int) Math.min(max, there));
      }
      if (reason != null) {
        throw new IOException("the rest of a blob cannot be fetched", reason);
      }
      return null;
    }

    @Override
    public @Nullable FileRegion region(long offset, long max) {
      long there = available - offset;
      return there > 0 ? landing.region(offset, Math.min(max, there)) : null;
    }

    @Override
    public @Nullable IOException failureAt(long offset) {
      return available > offset ? null : failure;
    }

    @Override
    public void whenReadable(long offset, EventExecutor loop, Runnable reader) {
      if (available > offset || failure != null) {
        reader.run();
        return;
      }
      waiters.add(this, loop, reader);
      // What has arrived between the question and the waiting has woken nobody.
      if (available > offset || failure != null) {
        waiters.wake();
      }
    }

    @Override
    public void release() {
      waiters.remove(this);
      left();
    }
  }
}
