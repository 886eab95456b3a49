package dev.fairlead.edge.cache;

/**
 * How many small blobs are kept in memory.
 *
 * @param maxBytes of all kept blobs together
 * @param largestBlob longest blob that is kept, in bytes; longer ones are streamed
 */
public record BlobCacheConfig(long maxBytes, int largestBlob) {
  public static final BlobCacheConfig DEFAULT = new BlobCacheConfig(256 << 20, 1 << 20);

  public BlobCacheConfig {
    if (largestBlob < 0 || maxBytes < largestBlob) {
      throw new IllegalArgumentException(
          "maxBytes: %d, largestBlob: %d (expected: 0 or more, the first not below the second)"
              .formatted(maxBytes, largestBlob));
    }
  }
}
