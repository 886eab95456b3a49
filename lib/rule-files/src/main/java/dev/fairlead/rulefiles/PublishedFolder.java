package dev.fairlead.rulefiles;

import static java.util.stream.Collectors.joining;

import dev.fairlead.site.SitePath;
import java.util.Arrays;
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

  /** Whether a configuration means this folder, however it writes it: {@code ./a//b/./}. */
  boolean isMeantBy(String text) {
    return Arrays.stream(text.split("/"))
        .filter(segment -> !segment.isEmpty() && !segment.equals("."))
        .collect(joining("/"))
        .equals(path);
  }
}
