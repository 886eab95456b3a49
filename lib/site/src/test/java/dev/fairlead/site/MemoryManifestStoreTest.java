package dev.fairlead.site;

final class MemoryManifestStoreTest extends ManifestStoreContract {
  private final MemoryManifestStore store = new MemoryManifestStore();

  @Override
  protected ManifestStore store() {
    return store;
  }

  @Override
  protected void putBytes(ProjectId project, DeploymentId deployment, byte[] bytes) {
    store.putBytes(project, deployment, bytes);
  }
}
