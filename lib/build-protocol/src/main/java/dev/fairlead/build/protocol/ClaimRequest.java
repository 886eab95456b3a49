package dev.fairlead.build.protocol;

import dev.fairlead.site.DeploymentId;
import java.util.Objects;

/**
 * The first thing a build says.
 *
 * @param token the one-time token its launcher gave it
 */
public record ClaimRequest(DeploymentId deployment, String token) {
  public ClaimRequest {
    Objects.requireNonNull(deployment, "deployment");
    Objects.requireNonNull(token, "token");
  }

  @Override
  public String toString() {
    return "ClaimRequest[deployment=%s]".formatted(deployment);
  }
}
