package dev.fairlead.site;

import java.io.IOException;

/** The stores of every storage region, and the one table of routes. */
public interface SiteStorage {

  /** The routes of all hosts; they lie in the home region. */
  RouteTable routes();

  /**
   * The manifests of the projects of a region.
   *
   * @throws IOException if the region is none of those that were configured
   */
  ManifestStore manifests(StorageRegion region) throws IOException;

  /**
   * The blobs of the projects of a region.
   *
   * @throws IOException if the region is none of those that were configured
   */
  BlobStore blobs(StorageRegion region) throws IOException;
}
