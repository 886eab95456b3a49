package dev.fairlead.api.fargate;

import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.Owner;

/** Kinds of machines: the launch type, and the capacity provider that the cluster must have. */
enum Capacity {
  FARGATE,
  /** Spare machines at a lower price, which AWS takes back with two minutes' notice. */
  FARGATE_SPOT;

  /** Only the first try of a preview: one that was taken away is built on a machine that stays. */
  static Capacity firstChoice(Launch launch, boolean previewsOnSpot) {
    boolean mayMove =
        launch.preview()
            && launch.owner() instanceof Owner.OfAttempt attempt
            && attempt.number() == 1;
    return previewsOnSpot && mayMove ? FARGATE_SPOT : FARGATE;
  }
}
