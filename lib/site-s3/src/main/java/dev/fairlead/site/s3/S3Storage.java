package dev.fairlead.site.s3;

import dev.fairlead.site.BlobStore;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.RouteTable;
import dev.fairlead.site.SiteStorage;
import dev.fairlead.site.StorageRegion;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The buckets of all storage regions, each with its own connections. */
public final class S3Storage implements SiteStorage, AutoCloseable {
  private final S3StorageConfig config;
  private final S3Bucket home;
  private final Map<StorageRegion, S3Bucket> buckets;

  private S3Storage(S3StorageConfig config, S3Bucket home, Map<StorageRegion, S3Bucket> buckets) {
    this.config = config;
    this.home = home;
    this.buckets = Map.copyOf(buckets);
  }

  /** Opens connections when they are needed; the buckets need not exist yet. */
  public static S3Storage open(S3StorageConfig config) {
    Map<StorageRegion, S3Bucket> buckets = new HashMap<>();
    S3Bucket home = S3Bucket.open(config.home());
    buckets.put(StorageRegion.HOME, home);
    config.others().forEach((region, bucket) -> buckets.put(region, S3Bucket.open(bucket)));
    return new S3Storage(config, home, buckets);
  }

  /** All regions, the home region first. */
  public List<StorageRegion> regions() {
    return Stream.concat(
            Stream.of(StorageRegion.HOME),
            config.others().keySet().stream().sorted(Comparator.comparing(StorageRegion::name)))
        .toList();
  }

  /** The storage region of a name as users give it; empty if it is none of those configured. */
  public Optional<StorageRegion> find(String name) {
    if (name.equals(config.home().region())) {
      return Optional.of(StorageRegion.HOME);
    }
    return buckets.keySet().stream().filter(region -> region.name().equals(name)).findFirst();
  }

  /** How users name a region: {@code home} is the AWS region it lies in. */
  public String nameOf(StorageRegion region) {
    return region.isHome() ? config.home().region() : region.name();
  }

  @Override
  public RouteTable routes() {
    return new S3RouteTable(home);
  }

  @Override
  public ManifestStore manifests(StorageRegion region) throws IOException {
    return new S3ManifestStore(bucket(region));
  }

  @Override
  public BlobStore blobs(StorageRegion region) throws IOException {
    return new S3BlobStore(bucket(region));
  }

  /** The bucket of the home region. */
  public S3Bucket home() {
    return home;
  }

  /**
   * The bucket of a region.
   *
   * @throws IOException if the region is none of those that were configured
   */
  public S3Bucket bucket(StorageRegion region) throws IOException {
    @Nullable S3Bucket bucket = buckets.get(region);
    if (bucket == null) {
      throw new IOException(
          "no bucket is configured for the storage region %s; add it to FAIRLEAD_S3_REGIONS"
              .formatted(region));
    }
    return bucket;
  }

  @Override
  public void close() {
    buckets.values().forEach(S3Bucket::close);
  }
}
