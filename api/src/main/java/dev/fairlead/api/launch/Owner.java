package dev.fairlead.api.launch;

import dev.fairlead.site.DeploymentId;

/** What a build process was started for. */
public sealed interface Owner {

  /**
   * One try to build a deployment.
   *
   * @param number 1 or more; at most one process of a number builds
   */
  record OfAttempt(DeploymentId deployment, int number) implements Owner {
    public OfAttempt {
      if (number < 1) {
        throw new IllegalArgumentException("number: %d (expected: 1 or more)".formatted(number));
      }
    }
  }

  /** A look at a repository before anything is deployed. */
  record OfInspection(DeploymentId id) implements Owner {}

  /**
   * A place in the warm pool; the process waits for the build that it is given.
   *
   * @param id of the warm task, 16 characters of a-z and 0-9
   */
  record OfPool(String id) implements Owner {
    public OfPool {
      if (!id.matches("[a-z0-9]{16}")) {
        throw new IllegalArgumentException(
            "pool id: %s (expected: 16 characters of a-z and 0-9)".formatted(id));
      }
    }
  }
}
