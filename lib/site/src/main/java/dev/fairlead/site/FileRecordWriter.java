package dev.fairlead.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects files; for one thread, and of no use after {@link #finish}. */
final class FileRecordWriter {
  private byte[] bytes = new byte[1 << 12];
  private int length;
  private int[] starts = new int[1 << 6];
  private int count;
  private final Map<String, Integer> contentTypes = new HashMap<>();
  private final List<String> contentTypesInOrder = new ArrayList<>();
  private final List<List<String>> links = new ArrayList<>();

  int size() {
    return count;
  }

  void add(SiteFile file) {
    text(file.path().value());
    int flags = file.immutable() ? FileRecords.IMMUTABLE : 0;
    flags |= file.links().isEmpty() ? 0 : FileRecords.LINKED;
    for (Coding coding : file.variants().keySet()) {
      flags |= FileRecords.FIRST_CODING << coding.ordinal();
    }
    number(flags);
    number(contentType(file.contentType()));
    if (!file.links().isEmpty()) {
      number(links.size());
      links.add(file.links());
    }
    blob(file.blob());
    for (Coding coding : Coding.values()) {
      @Nullable Blob variant = file.variants().get(coding);
      if (variant != null) {
        blob(variant);
      }
    }
    if (++count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    starts[count] = length;
  }

  FileRecords finish() {
    return new FileRecords(
        bytes,
        Arrays.copyOf(starts, count + 1),
        List.copyOf(contentTypesInOrder),
        List.copyOf(links));
  }

  private int contentType(String type) {
    Integer known = contentTypes.putIfAbsent(type, contentTypesInOrder.size());
    if (known != null) {
      return known;
    }
    contentTypesInOrder.add(type);
    return contentTypesInOrder.size() - 1;
  }

  private void blob(Blob blob) {
    number(blob.length());
    append(HexFormat.of().parseHex(blob.sha256().hex()));
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    append(utf8);
  }

  private void number(long number) {
    long rest = number;
    reserve(Long.BYTES + 2);
    while (rest > 0x7f) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void append(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
