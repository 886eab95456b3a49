package dev.fairlead.api.project;

import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.RepositoryUrl;
import org.jspecify.annotations.Nullable;

/**
 * The wish to have a project.
 *
 * @param name a DNS label of 1–46 characters; the first part of the site's address
 * @param repositoryUrl where deployments come from, {@code https://…}; absent for a project that is
 *     only uploaded to
 * @param rootDirectory folder of the repository that holds the site; absent for its root
 * @param installCommand installs dependencies; absent to detect it, empty to install nothing
 * @param buildCommand builds the site; absent to detect it, empty to build nothing
 * @param outputDirectory folder that is published; absent to detect it
 * @param htmlHandling at which addresses HTML files answer: {@code auto-trailing-slash}, {@code
 *     force-trailing-slash}, {@code drop-trailing-slash} or {@code none}; absent for what the
 *     site's files say
 * @param notFound what unknown paths are answered with: {@code 404-page}, {@code
 *     single-page-application} or {@code none}; absent to detect it
 * @param buildSize machine of a build: {@code small}, {@code medium} (when absent), {@code large}
 *     or {@code xlarge}; where all builds share one machine it means nothing
 * @param storageRegion where the site is stored, one of {@code GET /v1/platform}; absent for the
 *     platform's own; it cannot be changed later
 */
public record NewProject(
    String name,
    @Nullable String repositoryUrl,
    @Nullable String rootDirectory,
    @Nullable String installCommand,
    @Nullable String buildCommand,
    @Nullable String outputDirectory,
    @Nullable String htmlHandling,
    @Nullable String notFound,
    @Nullable String buildSize,
    @Nullable String storageRegion) {

  ProjectName projectName() {
    return new ProjectName(name);
  }

  @Nullable RepositoryUrl repository() {
    return repositoryUrl == null ? null : Sources.repository(repositoryUrl);
  }

  BuildSize size() {
    BuildSize wanted = BuildSize.of(buildSize);
    return wanted == null ? BuildSize.DEFAULT : wanted;
  }

  BuildSettings settings() {
    return Sources.settings(
        rootDirectory, installCommand, buildCommand, outputDirectory, htmlHandling, notFound);
  }
}
