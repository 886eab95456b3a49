package dev.fairlead.api.deployment;

import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.site.ContentHash;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a deployment is built from, as it was asked for. */
public sealed interface DeploymentSource {

  /**
   * A git repository.
   *
   * @param branch branch or tag; null for the default branch
   * @param commit the exact commit; null for the tip
   */
  record Repository(RepositoryUrl url, @Nullable String branch, @Nullable String commit)
      implements DeploymentSource {
    public Repository {
      Objects.requireNonNull(url, "url");
    }
  }

  /** An archive that was uploaded before. */
  record Upload(String id, ContentHash sha256, long length) implements DeploymentSource {}
}
