package dev.fairlead.edge.blob;

import dev.fairlead.edge.http.Body;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.ProjectId;

/** What a blob is kept under. Projects share nothing, not even equal bytes. */
record BlobKey(ProjectId project, ContentHash hash) {
  static BlobKey of(Body.Stored body) {
    return new BlobKey(body.project(), body.blob().sha256());
  }
}
