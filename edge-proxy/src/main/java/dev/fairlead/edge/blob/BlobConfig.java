package dev.fairlead.edge.blob;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How many blobs are kept, and where.
 *
 * @param memoryBytes most bytes of all blobs kept in memory, outside the Java heap
 * @param largestInMemory longest blob that is kept in memory, in bytes
 * @param disk the tier under the memory; null for none
 */
public record BlobConfig(long memoryBytes, int largestInMemory, @Nullable Disk disk) {
  public static final BlobConfig DEFAULT =
      new BlobConfig(256 << 20, 1 << 20, Disk.temporary(Disk.TEMPORARY_BYTES));

  /**
   * The tier on the local disk.
   *
   * @param folder of this edge alone; what lies in it at the start is thrown away. Null for a
   *     temporary one, made at the start and removed at the end; without it if it cannot be made
   * @param maxBytes most bytes of all files; in a temporary folder also a tenth of the free space
   * @param largestFile longest blob that is kept, in bytes; longer ones only pass through
   */
  public record Disk(@Nullable Path folder, long maxBytes, long largestFile) {
    /** Size of a temporary folder unless something else is said. */
    public static final long TEMPORARY_BYTES = 1L << 30;

    /** Share of the tier that one blob may take unless something else is said. */
    private static final int LARGEST_SHARE = 4;

    public Disk {
      if (largestFile < 1 || maxBytes < largestFile) {
        throw new IllegalArgumentException(
            "maxBytes: %d, largestFile: %d (expected: 1 or more, the first not below the second)"
                .formatted(maxBytes, largestFile));
      }
    }

    /** A tier in which one blob may take a quarter. */
    public static Disk of(Path folder, long maxBytes) {
      return ofShare(folder, maxBytes);
    }

    /** The same in a folder that the edge makes and removes itself. */
    public static Disk temporary(long maxBytes) {
      return ofShare(null, maxBytes);
    }

    private static Disk ofShare(@Nullable Path folder, long maxBytes) {
      return new Disk(folder, maxBytes, Math.max(1, maxBytes / LARGEST_SHARE));
    }
  }

  public BlobConfig {
    if (largestInMemory < 0 || memoryBytes < largestInMemory) {
      throw new IllegalArgumentException(
          "memoryBytes: %d, largestInMemory: %d (expected: 0 or more, the first not below the second)"
              .formatted(memoryBytes, largestInMemory));
    }
  }

  public BlobConfig withDisk(Disk tier) {
    return new BlobConfig(memoryBytes, largestInMemory, tier);
  }
}
