package dev.fairlead.site;

final class MemoryBlobStoreTest extends BlobStoreContract {
  private final MemoryBlobStore store = new MemoryBlobStore();

  @Override
  protected BlobStore store() {
    return store;
  }

  @Override
  protected void put(ProjectId project, byte[] content) {
    store.put(project, content);
  }
}
