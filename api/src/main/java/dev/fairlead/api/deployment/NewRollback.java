package dev.fairlead.api.deployment;

import org.jspecify.annotations.Nullable;

/**
 * The wish to serve another deployment.
 *
 * @param deployment id of a ready deployment of the project; absent for the one that was made
 *     before the one that is served now
 */
public record NewRollback(@Nullable String deployment) {}
