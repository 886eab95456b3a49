package dev.fairlead.edge.observation;

import dev.fairlead.site.BlobStore;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.Manifest;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.Route;
import dev.fairlead.site.RouteTable;
import dev.fairlead.site.SiteStorage;
import dev.fairlead.site.StorageRegion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Stores whose reads are counted. */
public final class CountedStorage implements SiteStorage {
  private final SiteStorage delegate;
  final ReadCounts routeReads = new ReadCounts();
  final ReadCounts manifestReads = new ReadCounts();
  final ReadCounts blobReads = new ReadCounts();

  public CountedStorage(SiteStorage delegate) {
    this.delegate = delegate;
  }

  @Override
  public RouteTable routes() {
    return new Routes(delegate.routes());
  }

  @Override
  public ManifestStore manifests(StorageRegion region) throws IOException {
    return new Manifests(delegate.manifests(region));
  }

  @Override
  public BlobStore blobs(StorageRegion region) throws IOException {
    return new Blobs(delegate.blobs(region));
  }

  private final class Routes implements RouteTable {
    private final RouteTable table;

    Routes(RouteTable table) {
      this.table = table;
    }

    @Override
    public Optional<Stored> find(Hostname host) throws IOException {
      return routeReads.count(() -> table.find(host));
    }

    @Override
    public WriteOutcome write(Route route, @Nullable String expectedTag) throws IOException {
      return table.write(route, expectedTag);
    }
  }

  private final class Manifests implements ManifestStore {
    private final ManifestStore store;

    Manifests(ManifestStore store) {
      this.store = store;
    }

    @Override
    public Optional<byte[]> read(ProjectId project, DeploymentId deployment) throws IOException {
      return manifestReads.count(() -> store.read(project, deployment));
    }

    @Override
    public Manifest create(Manifest manifest) throws IOException {
      return store.create(manifest);
    }
  }

  private final class Blobs implements BlobStore {
    private final BlobStore store;

    Blobs(BlobStore store) {
      this.store = store;
    }

    @Override
    public InputStream open(ProjectId project, ContentHash hash, long offset, long length)
        throws IOException {
      return blobReads.count(() -> store.open(project, hash, offset, length));
    }

    @Override
    public OptionalLong length(ProjectId project, ContentHash hash) throws IOException {
      return store.length(project, hash);
    }
  }
}
