package dev.fairlead.api.project;

import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.StorageRegion;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A site and how it is built.
 *
 * @param repository where deployments come from; null for a project that is only uploaded to
 * @param productionBranch null until the first deployment has found the repository's default branch
 * @param settings what the user decided for every deployment
 * @param size of the machine that builds it
 * @param region where it is stored, for good
 * @param productionDeployment what the production host serves; null before the first deployment
 */
public record Project(
    ProjectId id,
    ProjectName name,
    @Nullable RepositoryUrl repository,
    @Nullable String productionBranch,
    BuildSettings settings,
    BuildSize size,
    StorageRegion region,
    @Nullable DeploymentId productionDeployment,
    Instant createdAt) {

  public Optional<DeploymentId> production() {
    return Optional.ofNullable(productionDeployment);
  }
}
