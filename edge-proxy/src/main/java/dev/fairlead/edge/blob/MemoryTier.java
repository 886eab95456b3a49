package dev.fairlead.edge.blob;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fairlead.edge.http.Body.Segment;
import dev.fairlead.edge.http.Body.Segment.Literal;
import dev.fairlead.edge.http.Body.Segment.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole blobs outside the Java heap, bounded by their bytes. What is displaced is decided by
 * frequency (W-TinyLFU), so that one walk over a large site does not empty it.
 */
final class MemoryTier {
  /** What keeping a blob costs beside its bytes. */
  private static final int OVERHEAD = 256;

  private final Cache<BlobKey, ByteBuf> blobs;

  MemoryTier(long maxBytes) {
    blobs =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((BlobKey key, ByteBuf bytes) -> bytes.capacity() + OVERHEAD)
            .executor(Runnable::run)
            .evictionListener((key, bytes, cause) -> release(bytes))
            .build();
  }

  /** Segments of a blob, the caller's to release; null if it is not kept. Nothing is copied. */
  @Nullable ByteBuf find(BlobKey key, List<Segment> segments) {
    ByteBuf kept = blobs.getIfPresent(key);
    return kept != null && retain(kept) ? cut(segments, kept.duplicate()) : null;
  }

  boolean contains(BlobKey key) {
    return blobs.asMap().containsKey(key);
  }

  /** Keeps a blob; takes over one reference of its bytes. */
  void keep(BlobKey key, ByteBuf bytes) {
    if (blobs.asMap().putIfAbsent(key, bytes) != null) {
      bytes.release();
    }
  }

  /** Gives all bytes back; to be called when nobody asks any more. */
  void clear() {
    blobs.asMap().keySet().forEach(key -> release(blobs.asMap().remove(key)));
  }

  /**
   * Retains bytes that may be displaced at the same moment.
   *
   * @return false if they are gone
   */
  static boolean retain(ByteBuf bytes) {
    try {
      bytes.retain();
      return true;
    } catch (IllegalReferenceCountException displaced) {
      return false;
    }
  }

  /** Takes over the blob's reference. */
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

  private static void release(@Nullable ByteBuf bytes) {
    if (bytes != null) {
      bytes.release();
    }
  }
}
