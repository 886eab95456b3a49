package dev.fairlead.api.deployment;

import dev.fairlead.build.protocol.Failure;

/**
 * Where a deployment is in its life.
 *
 * <pre>
 * queued ─▶ building ─▶ ready
 *    │          ├─────▶ failed(failure)
 *    │          ├─────▶ cancelled(reason)
 *    │          └─────▶ queued            (the build was lost and is tried again)
 *    └────▶ cancelled(reason)
 * </pre>
 *
 * <p>Ready, failed and cancelled are final: every statement that changes a state names the one it
 * leaves, so that a late message changes nothing.
 */
public sealed interface DeploymentState {
  /** The name in the database and on the wire. */
  String name();

  default boolean isFinal() {
    return switch (this) {
      case Queued() -> false;
      case Building() -> false;
      case Ready() -> true;
      case Failed(Failure ignored) -> true;
      case Cancelled(String ignored) -> true;
    };
  }

  record Queued() implements DeploymentState {
    @Override
    public String name() {
      return "queued";
    }
  }

  record Building() implements DeploymentState {
    @Override
    public String name() {
      return "building";
    }
  }

  record Ready() implements DeploymentState {
    @Override
    public String name() {
      return "ready";
    }
  }

  record Failed(Failure failure) implements DeploymentState {
    @Override
    public String name() {
      return "failed";
    }
  }

  /**
   * Ended before it was ready.
   *
   * @param reason {@code user} or {@code superseded}
   */
  record Cancelled(String reason) implements DeploymentState {
    @Override
    public String name() {
      return "cancelled";
    }
  }
}
