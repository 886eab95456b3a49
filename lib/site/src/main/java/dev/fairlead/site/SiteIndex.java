package dev.fairlead.site;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The files of a manifest made ready for look-ups, each by an ordinal. Files lie in the order of
 * the hash of their path, then of the path; a table leads to the few whose hash begins alike, and
 * those are searched by halves. So paths of one hash, which a site could choose, cost little more.
 */
final class SiteIndex {
  /** The ordinal of no file. */
  static final int NONE = -1;

  private static final String NOT_FOUND = "404.html";

  private final FileRecords files;
  private final int[] hashes;

  /** For each beginning of a hash, the first file with that beginning or a greater one. */
  private final int[] firsts;

  private final int shift;
  private final boolean hasNotFoundPages;

  private SiteIndex(FileRecords files, int[] hashes, boolean hasNotFoundPages) {
    this.files = files;
    this.hashes = hashes;
    this.hasNotFoundPages = hasNotFoundPages;
    int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(hashes.length) - 1);
    shift = 32 - bits;
    firsts = new int[(1 << bits) + 1];
    int file = 0;
    for (int beginning = 0; beginning < firsts.length; beginning++) {
      while (file < hashes.length && hashes[file] >>> shift < beginning) {
        file++;
      }
      firsts[beginning] = file;
    }
  }

  /**
   * Takes over what was written.
   *
   * @throws IllegalArgumentException if there are too many files, or two of one path
   */
  static SiteIndex of(FileRecordWriter written) {
    Manifest.checkFileCount(written.size());
    FileRecords records = written.finish();
    int[] order = order(records);
    FileRecords files = records.inOrder(order);
    int[] hashes = new int[files.size()];
    boolean hasNotFoundPages = false;
    for (int file = 0; file < hashes.length; file++) {
      String path = files.path(file);
      hashes[file] = hash(path);
      hasNotFoundPages |= path.endsWith("/" + NOT_FOUND);
      if (file > 0 && hashes[file] == hashes[file - 1] && path.equals(files.path(file - 1))) {
        throw new IllegalArgumentException("path twice: " + path);
      }
    }
    return new SiteIndex(files, hashes, hasNotFoundPages);
  }

  private static int[] order(FileRecords records) {
    long[] keys = new long[records.size()];
    for (int file = 0; file < keys.length; file++) {
      keys[file] = (long) hash(records.path(file)) << 32 ^ Long.MIN_VALUE | file;
    }
    Arrays.sort(keys);
    int[] order = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    for (int start = 0; start < keys.length; ) {
      int end = start + 1;
      while (end < keys.length && keys[end] >>> 32 == keys[start] >>> 32) {
        end++;
      }
      if (end - start > 1) {
        sortByPath(records, order, start, end);
      }
      start = end;
    }
    return order;
  }

  private static void sortByPath(FileRecords records, int[] order, int start, int end) {
    int[] sorted =
        Arrays.stream(order, start, end)
            .boxed()
            .sorted((a, b) -> records.comparePath(a, utf8(records.path(b))))
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(sorted, 0, order, start, sorted.length);
  }

  int size() {
    return files.size();
  }

  /** About what it takes of memory, in bytes. */
  long memoryBytes() {
    return files.memoryBytes() + (long) (hashes.length + firsts.length) * Integer.BYTES;
  }

  SiteFile file(int ordinal) {
    return files.file(ordinal);
  }

  boolean isImmutable(int ordinal) {
    return files.isImmutable(ordinal);
  }

  /** The decoded path of a file. */
  String path(int ordinal) {
    return files.path(ordinal);
  }

  /** The ordinal of the file with exactly this decoded path. */
  int find(String path) {
    int hash = hash(path);
    int low = firsts[hash >>> shift];
    int high = firsts[(hash >>> shift) + 1] - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(hashes[middle], hash);
      if (order == 0) {
        order = files.comparePath(middle, utf8(path));
      }
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return NONE;
  }

  boolean has(String path) {
    return find(path) >= 0;
  }

  /** The nearest {@code 404.html} up the tree from a decoded path. */
  int notFoundPage(String path) {
    if (!hasNotFoundPages) {
      return NONE;
    }
    String folder = parentOf(firstSegments(path));
    while (!folder.isEmpty()) {
      int page = find(folder + NOT_FOUND);
      if (page >= 0) {
        return page;
      }
      folder = parentOf(folder.substring(0, folder.length() - 1));
    }
    return NONE;
  }

  /** The page of a single-page application that answers every navigation. */
  int fallback() {
    int page = find("/200.html");
    return page >= 0 ? page : find("/index.html");
  }

  /** Spreads what {@link String#hashCode} leaves in the lower bits (MurmurHash3's finalizer). */
  private static int hash(String path) {
    int hash = path.hashCode();
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return hash ^ hash >>> 16;
  }

  private static byte[] utf8(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }

  /** The part of a path in which a page can lie; bounds the walk up for a path of slashes only. */
  private static String firstSegments(String path) {
    int end = 0;
    for (int i = 0; i <= SitePath.MAX_SEGMENTS; i++) {
      int slash = path.indexOf('/', end);
      if (slash < 0) {
        return path;
      }
      end = slash + 1;
    }
    return path.substring(0, end);
  }

  /** {@code /a/} of {@code /a/b}; the path itself if it ends with a slash; empty if it has none. */
  private static String parentOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
