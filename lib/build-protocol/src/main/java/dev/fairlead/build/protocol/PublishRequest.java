package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.Manifest;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.rules.RuleMemory;
import dev.fairlead.site.rules.SiteRules;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The finished site; every blob it names has been uploaded.
 *
 * @param htmlHandling absent for the usual one
 * @param rules absent where the site has neither rules nor problems with them; at most {@link
 *     RuleMemory#MAX_BYTES} of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublishRequest(
    NotFoundHandling notFound,
    @Nullable HtmlHandling htmlHandling,
    @Nullable SiteRules rules,
    List<SiteFile> files) {
  public PublishRequest {
    Objects.requireNonNull(notFound, "notFound");
    files = List.copyOf(files);
    if (files.isEmpty() || files.size() > Manifest.MAX_FILES) {
      throw new IllegalArgumentException(
          "files: %d (expected: 1–%d)".formatted(files.size(), Manifest.MAX_FILES));
    }
    long memory = rules == null ? 0 : RuleMemory.of(rules);
    if (memory > RuleMemory.MAX_BYTES) {
      throw new IllegalArgumentException(
          "rules: about %d bytes when compiled (expected: at most %d)"
              .formatted(memory, RuleMemory.MAX_BYTES));
    }
  }

  /** A site with the usual HTML handling and no rules. */
  public PublishRequest(NotFoundHandling notFound, List<SiteFile> files) {
    this(notFound, null, null, files);
  }
}
