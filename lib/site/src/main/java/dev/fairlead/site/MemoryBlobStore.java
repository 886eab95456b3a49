package dev.fairlead.site;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Blobs in the heap of this process, for previews and tests. Bounded only by what is put in. */
public final class MemoryBlobStore implements BlobStore {
  private record Key(ProjectId project, ContentHash hash) {}

  private final ConcurrentMap<Key, byte[]> blobs = new ConcurrentHashMap<>();

  /** Stores the bytes under their hash; bytes that are there already stay as they are. */
  public Blob put(ProjectId project, byte[] content) {
    ContentHash hash = ContentHash.of(content);
    blobs.putIfAbsent(new Key(project, hash), content.clone());
    return new Blob(hash, content.length);
  }

  @Override
  public InputStream open(ProjectId project, ContentHash hash, long offset, long length)
      throws IOException {
    byte[] content = blobs.get(new Key(project, hash));
    if (content == null) {
      throw new BlobNotFoundException(project, hash);
    }
    return new ByteArrayInputStream(
        content,
        Math.toIntExact(offset),
        Math.toIntExact(Math.min(length, content.length - offset)));
  }

  @Override
  public OptionalLong length(ProjectId project, ContentHash hash) {
    byte[] content = blobs.get(new Key(project, hash));
    return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
  }
}
