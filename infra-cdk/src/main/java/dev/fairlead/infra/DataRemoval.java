package dev.fairlead.infra;

import software.amazon.awscdk.CfnDeletionPolicy;
import software.amazon.awscdk.CfnResource;

/** What becomes of the database when its stack is removed. Buckets are always kept. */
enum DataRemoval {
  /** It cannot be deleted, and outlives the stack. */
  KEEP(CfnDeletionPolicy.RETAIN),
  /** It is deleted after a last snapshot: only after the operator has named the stage. */
  SNAPSHOT(CfnDeletionPolicy.SNAPSHOT);

  private final CfnDeletionPolicy policy;

  DataRemoval(CfnDeletionPolicy policy) {
    this.policy = policy;
  }

  boolean isProtected() {
    return this == KEEP;
  }

  void applyTo(CfnResource resource) {
    resource.getCfnOptions().setDeletionPolicy(policy);
    resource.getCfnOptions().setUpdateReplacePolicy(policy);
  }

  /** For instances of a cluster, which have no snapshots of their own. */
  void applyToInstance(CfnResource resource) {
    CfnDeletionPolicy instance = isProtected() ? policy : CfnDeletionPolicy.DELETE;
    resource.getCfnOptions().setDeletionPolicy(instance);
    resource.getCfnOptions().setUpdateReplacePolicy(instance);
  }
}
