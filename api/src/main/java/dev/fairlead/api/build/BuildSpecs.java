package dev.fairlead.api.build;

import dev.fairlead.api.Addresses;
import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.attempt.Attempt;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.deployment.Deployment;
import dev.fairlead.api.deployment.DeploymentSource;
import dev.fairlead.api.deployment.DeploymentStore;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.api.storage.ProjectStorage;
import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.build.protocol.BuildSource;
import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.build.protocol.Purpose;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** Writes down for a build all that it may know. */
@Singleton
final class BuildSpecs {
  private static final Duration DOWNLOAD_VALIDITY = Duration.ofMinutes(15);

  /** Of a machine, for the build process itself (512 MiB of heap) and the system. */
  private static final long RESERVED_MEMORY = 1L << 30;

  private final DeploymentStore deployments;
  private final ProjectStorage storage;
  private final BuildLauncher launcher;
  private final ApiConfig config;

  BuildSpecs(
      DeploymentStore deployments,
      ProjectStorage storage,
      BuildLauncher launcher,
      ApiConfig config) {
    this.deployments = deployments;
    this.storage = storage;
    this.launcher = launcher;
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
        limits(deployment.size()),
        siteUrl(deployment),
        Map.of());
  }

  /** Commands that need more than their machine has are to be told so, not to bring it down. */
  private BuildLimits limits(BuildSize size) {
    BuildLimits limits = config.builds().limits();
    OptionalLong machine = launcher.memoryOf(size);
    return machine.isPresent() ? limits.withMemory(machine.getAsLong() - RESERVED_MEMORY) : limits;
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
