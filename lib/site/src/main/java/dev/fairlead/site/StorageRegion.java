package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where the blobs and manifests of a project lie: each region has a bucket of its own. A project
 * stays in its region.
 *
 * @param name as AWS names the region, or {@code home}
 */
public record StorageRegion(@JsonValue String name) {
  /** The region whose bucket also has the routes. */
  public static final StorageRegion HOME = new StorageRegion("home");

  public StorageRegion {
    if (!name.matches("[a-z][a-z0-9-]{1,31}")) {
      throw new IllegalArgumentException(
          "storage region: %s (expected: home, or a name such as eu-central-1)".formatted(name));
    }
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it cannot be one
   */
  @JsonCreator
  public static StorageRegion parse(String text) {
    return new StorageRegion(text);
  }

  public boolean isHome() {
    return equals(HOME);
  }

  @Override
  public String toString() {
    return name;
  }
}
