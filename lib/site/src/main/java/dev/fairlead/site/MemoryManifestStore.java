package dev.fairlead.site;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Manifests in the heap of this process, in their wire form as any store keeps them. */
public final class MemoryManifestStore implements ManifestStore {
  private record Key(ProjectId project, DeploymentId deployment) {}

  private final ConcurrentMap<Key, byte[]> manifests = new ConcurrentHashMap<>();

  @Override
  public Optional<byte[]> read(ProjectId project, DeploymentId deployment) {
    return Optional.ofNullable(manifests.get(new Key(project, deployment))).map(byte[]::clone);
  }

  @Override
  public Manifest create(Manifest manifest) throws IOException {
    Key key = new Key(manifest.project(), manifest.deployment());
    byte[] existing = manifests.putIfAbsent(key, manifest.toJson());
    return existing == null
        ? manifest
        : Manifest.parse(existing, manifest.project(), manifest.deployment());
  }

  /** Stores bytes that may be no manifest. */
  void putBytes(ProjectId project, DeploymentId deployment, byte[] bytes) {
    manifests.put(new Key(project, deployment), bytes.clone());
  }
}
