package dev.fairlead.api.attempt;

import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;

/**
 * The attempt that a build speaks for. Only {@link BuildStore} makes it, for a token whose attempt
 * is the newest of its deployment and has not ended.
 *
 * @param production whether the deployment goes live once it is ready
 */
public record Attempt(DeploymentId deployment, ProjectId project, int number, boolean production) {}
