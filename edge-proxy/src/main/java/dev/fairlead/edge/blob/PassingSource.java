package dev.fairlead.edge.blob;

import dev.fairlead.edge.http.Body.Segment.Slice;
import dev.fairlead.site.BlobStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads slices of a blob that is too large to be kept, for one client, in order. At most {@value
 * #CHUNKS} chunks of {@value #CHUNK_BYTES} bytes are held between the store and the client: the
 * next one is read when the client has taken one.
 */
final class PassingSource implements BlobSource, Runnable {
  static final int CHUNK_BYTES = 64 << 10;
  static final int CHUNKS = 4;

  private final BlobStore store;
  private final BlobKey key;
  private final List<Slice> slices;
  private final Runnable permit;
  private final Semaphore room = new Semaphore(CHUNKS);
  private final Waiters waiters = new Waiters();
  private final Queue<ByteBuf> chunks = new ArrayDeque<>();
  private @Nullable IOException failure;
  private @Nullable Thread thread;
  private boolean released;

  /**
   * @param permit run when the store has been left
   */
  PassingSource(BlobStore store, BlobKey key, List<Slice> slices, Runnable permit) {
    this.store = store;
    this.key = key;
    this.slices = slices;
    this.permit = permit;
  }

  @Override
  public void run() {
    try {
      if (begin()) {
        for (Slice slice : slices) {
          pass(slice);
        }
      }
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException e) {
      fail(new IOException("the client is gone", e));
    } catch (RuntimeException | OutOfMemoryError e) {
      fail(new IOException("a blob cannot be read", e));
    } finally {
      permit.run();
      finish();
    }
  }

  @Override
  public synchronized @Nullable IOException failureAt(long offset) {
    return chunks.isEmpty() ? failure : null;
  }

  @Override
  public synchronized @Nullable ByteBuf read(long offset, int max) throws IOException {
    ByteBuf first = chunks.peek();
    if (first == null) {
      if (failure != null) {
        throw new IOException("the rest of a blob cannot be read", failure);
      }
      return null;
    }
    if (first.readableBytes() > max) {
      return first.readRetainedSlice(max);
    }
    room.release();
    return chunks.remove();
  }

  @Override
  public void whenReadable(long offset, EventExecutor loop, Runnable reader) {
    waiters.add(this, loop, reader);
    boolean now;
    synchronized (this) {
      now = !chunks.isEmpty() || failure != null;
    }
    if (now) {
      waiters.wake();
    }
  }

  @Override
  public synchronized void release() {
    released = true;
    waiters.remove(this);
    chunks.forEach(ByteBuf::release);
    chunks.clear();
    if (thread != null) {
      thread.interrupt();
    }
  }

  private synchronized boolean begin() {
    thread = Thread.currentThread();
    return !released;
  }

  private synchronized void finish() {
    thread = null;
  }

  private void pass(Slice slice) throws IOException, InterruptedException {
    try (InputStream in = store.open(key.project(), key.hash(), slice.offset(), slice.length())) {
      long left = slice.length();
      while (left > 0) {
        room.acquire();
        ByteBuf chunk = ByteBufAllocator.DEFAULT.directBuffer((int) Math.min(CHUNK_BYTES, left));
        left -= fill(chunk, in, left);
        offer(chunk);
      }
    }
  }

  private int fill(ByteBuf chunk, InputStream in, long left) throws IOException {
    int read;
    try {
      read = chunk.writeBytes(in, (int) Math.min(CHUNK_BYTES, left));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      chunk.release();
      throw e;
    }
    if (read <= 0) {
      chunk.release();
      throw new EOFException("%d bytes of blob %s are missing".formatted(left, key.hash()));
    }
    return read;
  }

  private void offer(ByteBuf chunk) {
    synchronized (this) {
      if (released) {
        chunk.release();
        return;
      }
      chunks.add(chunk);
    }
    waiters.wake();
  }

  private void fail(IOException reason) {
    synchronized (this) {
      failure = reason;
    }
    waiters.wake();
  }
}
