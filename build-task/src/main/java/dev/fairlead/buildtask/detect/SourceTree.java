package dev.fairlead.buildtask.detect;

import java.util.Optional;

/**
 * What detection sees of a source tree. Paths are relative to the site's root directory, with
 * {@code /} between their parts. Nothing outside the tree can be reached, by {@code ..} or by a
 * link.
 */
public interface SourceTree {

  boolean isFile(String path);

  boolean isDirectory(String path);

  /** The text of a file; empty if there is none, or it has more than 1 MiB. */
  Optional<String> read(String path);
}
