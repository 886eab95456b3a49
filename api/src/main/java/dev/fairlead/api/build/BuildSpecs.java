package dev.fairlead.api.build;

import dev.fairlead.api.Addresses;
import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.attempt.Attempt;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.deployment.Deployment;
import dev.fairlead.api.deployment.DeploymentSource;
import dev.fairlead.api.deployment.DeploymentStore;
import dev.fairlead.api.storage.ProjectStorage;
import dev.fairlead.build.protocol.BuildSource;
import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.build.protocol.Purpose;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Writes down for a build all that it may know. */
@Singleton
final class BuildSpecs {
  private static final Duration DOWNLOAD_VALIDITY = Duration.ofMinutes(15);

  private final DeploymentStore deployments;
  private final ProjectStorage storage;
  private final ApiConfig config;

  BuildSpecs(DeploymentStore deployments, ProjectStorage storage, ApiConfig config) {
    this.deployments = deployments;
    this.storage = storage;
    this.config = config;
  }

  /**
   * The specification of an attempt.
   *
   * @throws IOException if the project's storage region is no longer configured
   */
  BuildSpec of(Attempt attempt, OpaqueToken attemptToken) throws IOException {
    Deployment deployment = deployments.ofPlatform(attempt.deployment());
    return new BuildSpec(
        BuildSpec.SCHEMA,
        Purpose.DEPLOY,
        deployment.id(),
        deployment.project(),
        deployment.projectName().value(),
        attempt.number(),
        attemptToken.text(),
        source(deployment),
        deployment.settings(),
        config.builds().limits(),
        siteUrl(deployment),
        Map.of());
  }

  /**
   * A later attempt builds the commit that an earlier one has found, whatever the branch has now.
   */
  private BuildSource source(Deployment deployment) throws IOException {
    Commit found = deployment.outcome().commit();
    return switch (deployment.source()) {
      case DeploymentSource.Repository repository ->
          new BuildSource.Git(
              repository.url(),
              repository.branch(),
              found == null ? repository.commit() : found.sha(),
              config.builds().allowLocalRepositories());
      case DeploymentSource.Upload upload ->
          new BuildSource.Upload(
              storage
                  .presigner(deployment.project())
                  .sourceDownload(upload.id(), DOWNLOAD_VALIDITY)
                  .toString(),
              upload.sha256(),
              upload.length());
    };
  }

  private String siteUrl(Deployment deployment) {
    Addresses addresses = config.addresses();
    String label =
        deployment.production()
            ? deployment.projectName().value()
            : deployment.projectName().labelOf(deployment.id());
    return addresses.urlOf(addresses.siteDomain().child(label));
  }
}
