package dev.fairlead.site;

import java.io.IOException;

/** A blob that a manifest names is not in the store. */
public final class BlobNotFoundException extends IOException {
  private static final long serialVersionUID = 1L;

  public BlobNotFoundException(ProjectId project, ContentHash hash) {
    super("no blob %s in project %s".formatted(hash, project));
  }
}
