package dev.fairlead.api.inspection;

import dev.fairlead.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The wish to look at a repository.
 *
 * @param repositoryUrl {@code https://…}
 * @param branch branch or tag; absent for the default branch
 * @param rootDirectory folder that holds the site; absent for the root
 */
public record NewInspection(
    String repositoryUrl, @Nullable String branch, @Nullable String rootDirectory) {
  public NewInspection {
    if (repositoryUrl == null) {
      throw ProblemException.invalid("repositoryUrl", "Send the URL of a repository.");
    }
  }
}
