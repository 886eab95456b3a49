package dev.fairlead.site;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Files as bytes, one after the other: path, content type, hashes and lengths. A file object is
 * made when one is asked for; a hundred thousand kept would be some hundred megabytes.
 */
final class FileRecords {
  private static final int HASH_BYTES = 32;

  /** What a small object takes beside its content, about. */
  private static final int OBJECT = 64;

  /** Flag of a file whose name carries a fingerprint. */
  static final int IMMUTABLE = 1;

  /** Flag of a file with links. */
  static final int LINKED = 2;

  /** Flag of the first coding's variant; the others follow. */
  static final int FIRST_CODING = 4;

  private static final Coding[] CODINGS = Coding.values();

  private final byte[] bytes;
  private final int[] starts;
  private final List<String> contentTypes;
  private final List<List<String>> links;

  FileRecords(byte[] bytes, int[] starts, List<String> contentTypes, List<List<String>> links) {
    this.bytes = bytes;
    this.starts = starts;
    this.contentTypes = contentTypes;
    this.links = links;
  }

  int size() {
    return starts.length - 1;
  }

  /** About what they take of memory, in bytes. */
  long memoryBytes() {
    long announced = 0;
    for (List<String> each : links) {
      announced += OBJECT + each.stream().mapToLong(link -> OBJECT + link.length()).sum();
    }
    return bytes.length + (long) starts.length * Integer.BYTES + announced;
  }

  String path(int file) {
    Cursor cursor = new Cursor(bytes, starts[file]);
    return cursor.text();
  }

  /** Compares the path of a file with another in UTF-8, byte by byte. */
  int comparePath(int file, byte[] path) {
    Cursor cursor = new Cursor(bytes, starts[file]);
    int length = (int) cursor.number();
    return Arrays.compareUnsigned(
        bytes, cursor.position, cursor.position + length, path, 0, path.length);
  }

  boolean isImmutable(int file) {
    Cursor cursor = new Cursor(bytes, starts[file]);
    int pathLength = (int) cursor.number();
    cursor.position += pathLength;
    return (cursor.number() & IMMUTABLE) != 0;
  }

  SiteFile file(int file) {
    Cursor cursor = new Cursor(bytes, starts[file]);
    SitePath path = SitePath.parse(cursor.text());
    int flags = (int) cursor.number();
    String contentType = contentTypes.get((int) cursor.number());
    List<String> announced = (flags & LINKED) == 0 ? List.of() : links.get((int) cursor.number());
    Blob blob = cursor.blob();
    Map<Coding, Blob> variants = new EnumMap<>(Coding.class);
    for (Coding coding : CODINGS) {
      if ((flags & FIRST_CODING << coding.ordinal()) != 0) {
        variants.put(coding, cursor.blob());
      }
    }
    return new SiteFile(path, contentType, (flags & IMMUTABLE) != 0, blob, variants, announced);
  }

  /** The same files in another order. */
  FileRecords inOrder(int[] order) {
    byte[] ordered = new byte[starts[size()]];
    int[] orderedStarts = new int[order.length + 1];
    int end = 0;
    for (int i = 0; i < order.length; i++) {
      int length = starts[order[i] + 1] - starts[order[i]];
      System.arraycopy(bytes, starts[order[i]], ordered, end, length);
      end += length;
      orderedStarts[i + 1] = end;
    }
    return new FileRecords(ordered, orderedStarts, contentTypes, links);
  }

  /** Reads what {@link FileRecordWriter} wrote. */
  private static final class Cursor {
    private final byte[] bytes;
    private int position;

    Cursor(byte[] bytes, int position) {
      this.bytes = bytes;
      this.position = position;
    }

    long number() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[position++];
        number |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }

    String text() {
      int length = (int) number();
      String text = new String(bytes, position, length, StandardCharsets.UTF_8);
      position += length;
      return text;
    }

    Blob blob() {
      long length = number();
      String hash = HexFormat.of().formatHex(bytes, position, position + HASH_BYTES);
      position += HASH_BYTES;
      return new Blob(ContentHash.parse(hash), length);
    }
  }
}
