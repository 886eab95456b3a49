package dev.fairlead.api.deployment;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The wish to deploy. What is absent is taken from the project, or detected.
 *
 * @param uploadId an upload of this project, to build instead of the repository
 * @param branch branch or tag to build; absent for the repository's default branch. The first
 *     branch that is deployed, and the default branch, go to production; others get a preview
 * @param commit exact commit, 40 hexadecimal digits; absent for the tip of the branch
 * @param source commit that an upload was packed from, for display
 * @param rootDirectory folder that holds the site
 * @param installCommand installs dependencies; empty to install nothing
 * @param buildCommand builds the site; empty to build nothing
 * @param outputDirectory folder that is published
 * @param htmlHandling at which addresses HTML files answer: {@code auto-trailing-slash}, {@code
 *     force-trailing-slash}, {@code drop-trailing-slash} or {@code none}; absent for what the
 *     site's files say
 * @param notFound what unknown paths are answered with: {@code 404-page}, {@code
 *     single-page-application} or {@code none}; absent to detect it
 * @param buildSize machine of the build: {@code small}, {@code medium}, {@code large} or {@code
 *     xlarge}
 */
public record NewDeployment(
    @Nullable String uploadId,
    @Nullable String branch,
    @Nullable String commit,
    @Nullable UploadedCommit source,
    @Nullable String rootDirectory,
    @Nullable String installCommand,
    @Nullable String buildCommand,
    @Nullable String outputDirectory,
    @Nullable String htmlHandling,
    @Nullable String notFound,
    @Nullable String buildSize) {

  /** Everything from the project. */
  static final NewDeployment OF_PROJECT =
      new NewDeployment(null, null, null, null, null, null, null, null, null, null, null);

  /** The commit that an upload was packed from. */
  @Schema(name = "UploadedCommit")
  public record UploadedCommit(
      String sha, @Nullable String branch, @Nullable String message, @Nullable String author) {}
}
