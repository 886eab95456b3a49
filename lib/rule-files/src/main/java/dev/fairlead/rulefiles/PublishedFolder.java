package dev.fairlead.rulefiles;

import dev.fairlead.site.SitePath;
import java.util.Collection;
import java.util.List;

/**
 * What of a project is published.
 *
 * @param path of the folder below the project's root, without slashes around; empty for the root
 * @param files of the site, which win over most rules
 */
public record PublishedFolder(String path, Collection<SitePath> files) {
  public PublishedFolder {
    if (path.startsWith("/") || path.endsWith("/")) {
      throw new IllegalArgumentException(
          "path: %s (expected: no slash at its ends)".formatted(path));
    }
    files = List.copyOf(files);
  }

  /** Whether a configuration means this folder, however it writes it: {@code ./dist/}. */
  boolean isMeantBy(String text) {
    return text.replaceAll("^(\\.?/)+|^\\.$|/+$", "").equals(path);
  }
}
