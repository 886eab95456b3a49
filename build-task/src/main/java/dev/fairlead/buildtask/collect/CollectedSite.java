package dev.fairlead.buildtask.collect;

import dev.fairlead.build.protocol.PublishRequest;
import dev.fairlead.site.Blob;
import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.rules.SiteRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The finished site and where its bytes lie.
 *
 * @param htmlHandling null for the usual one
 * @param contents every blob of the files, variants included, each once
 */
public record CollectedSite(
    NotFoundHandling notFound,
    @Nullable HtmlHandling htmlHandling,
    SiteRules rules,
    List<SiteFile> files,
    Map<Blob, Path> contents) {
  public CollectedSite {
    files = List.copyOf(files);
    contents = Map.copyOf(contents);
  }

  /** What the api is told of it. */
  public PublishRequest toRequest() {
    return new PublishRequest(
        notFound, htmlHandling, rules.equals(SiteRules.NONE) ? null : rules, files);
  }

  /** Bytes of the files, without their variants. */
  public long bytes() {
    return files.stream().mapToLong(file -> file.blob().length()).sum();
  }
}
