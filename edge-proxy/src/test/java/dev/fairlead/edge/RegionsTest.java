package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.BlobStore;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.Route;
import dev.fairlead.site.RouteTable;
import dev.fairlead.site.SiteStorage;
import dev.fairlead.site.StorageRegion;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Projects that lie in other regions than the routes. */
final class RegionsTest {
  private static final StorageRegion FAR = new StorageRegion("us-east-1");

  /** Both know the same project, so that only the region tells them apart. */
  private final EdgeFixture home = new EdgeFixture();

  private final EdgeFixture far = new EdgeFixture();
  private EdgeProxy edge;

  private final class TwoRegions implements SiteStorage {
    @Override
    public RouteTable routes() {
      return home;
    }

    @Override
    public ManifestStore manifests(StorageRegion region) throws IOException {
      return of(region);
    }

    @Override
    public BlobStore blobs(StorageRegion region) throws IOException {
      return of(region);
    }

    private EdgeFixture of(StorageRegion region) throws IOException {
      if (!region.isHome() && !region.equals(FAR)) {
        throw new IOException("no bucket for " + region);
      }
      return region.isHome() ? home : far;
    }
  }

  @BeforeEach
  void start() throws IOException {
    edge =
        new EdgeProxy(
            EdgeConfig.listening("127.0.0.1", 0).withDrain(Duration.ofSeconds(2)),
            new TwoRegions(),
            home);
    edge.start();
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void aSiteIsReadFromTheRegionThatItsRouteNames() throws Exception {
    byte[] large = new byte[3 << 20];
    DeploymentId there =
        far.deployment()
            .html("/index.html", "far away")
            .file("/large.bin", "application/octet-stream", large, false, Map.of())
            .publish();
    DeploymentId here = home.deployment().html("/index.html", "at home").publish();
    route("far.sites.example", there, FAR);
    route("home.sites.example", here, null);

    assertThat(RawClient.get(edge.port(), "far.sites.example", "/").body()).isEqualTo("far away");
    assertThat(RawClient.get(edge.port(), "home.sites.example", "/").body()).isEqualTo("at home");
    assertThat(RawClient.get(edge.port(), "far.sites.example", "/large.bin").body())
        .hasSize(large.length);
    assertThat(far.blobReads).hasValue(2);
    assertThat(home.blobReads).hasValue(1);
  }

  @Test
  void aRegionThatTheEdgeDoesNotKnowIsUnavailable() throws Exception {
    DeploymentId here = home.deployment().html("/index.html", "at home").publish();
    route("lost.sites.example", here, new StorageRegion("ap-south-1"));

    assertThat(RawClient.get(edge.port(), "lost.sites.example", "/").status()).isEqualTo(503);
  }

  private void route(String host, DeploymentId deployment, @Nullable StorageRegion region)
      throws IOException {
    home.write(
        new Route(Route.SCHEMA, Hostname.parse(host), 1, home.project, deployment, region, true),
        null);
  }
}
