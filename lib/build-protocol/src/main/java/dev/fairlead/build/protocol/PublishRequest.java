package dev.fairlead.build.protocol;

import dev.fairlead.site.Manifest;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.SiteFile;
import java.util.List;
import java.util.Objects;

/** The finished site; every blob it names has been uploaded. */
public record PublishRequest(NotFoundHandling notFound, List<SiteFile> files) {
  public PublishRequest {
    Objects.requireNonNull(notFound, "notFound");
    files = List.copyOf(files);
    if (files.isEmpty() || files.size() > Manifest.MAX_FILES) {
      throw new IllegalArgumentException(
          "files: %d (expected: 1–%d)".formatted(files.size(), Manifest.MAX_FILES));
    }
  }
}
