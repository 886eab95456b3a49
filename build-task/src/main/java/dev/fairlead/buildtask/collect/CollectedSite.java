package dev.fairlead.buildtask.collect;

import dev.fairlead.site.Blob;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.SiteFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The finished site and where its bytes lie.
 *
 * @param contents every blob of the files, variants included, each once
 */
public record CollectedSite(
    NotFoundHandling notFound, List<SiteFile> files, Map<Blob, Path> contents) {
  public CollectedSite {
    files = List.copyOf(files);
    contents = Map.copyOf(contents);
  }

  /** Bytes of the files, without their variants. */
  public long bytes() {
    return files.stream().mapToLong(file -> file.blob().length()).sum();
  }
}
