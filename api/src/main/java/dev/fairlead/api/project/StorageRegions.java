package dev.fairlead.api.project;

import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.site.StorageRegion;
import dev.fairlead.site.s3.S3Storage;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The regions that a project can be stored in, by the names that users know. */
@Singleton
public final class StorageRegions {
  private final S3Storage storage;

  StorageRegions(S3Storage storage) {
    this.storage = storage;
  }

  /** All names, the platform's own region first. */
  public List<String> names() {
    return storage.regions().stream().map(storage::nameOf).toList();
  }

  String nameOf(StorageRegion region) {
    return storage.nameOf(region);
  }

  /**
   * The region of a name.
   *
   * @param name absent for the platform's own region
   * @throws ProblemException {@code VALUE_INVALID} if there is none of that name
   */
  StorageRegion of(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return StorageRegion.HOME;
    }
    return storage
        .find(name)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "storageRegion",
                    "Nothing is stored in “%s” here; choose one of %s."
                        .formatted(name, String.join(", ", names()))));
  }
}
