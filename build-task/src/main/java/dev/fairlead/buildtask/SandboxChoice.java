package dev.fairlead.buildtask;

import dev.fairlead.buildtask.sandbox.BubblewrapSandbox;
import dev.fairlead.buildtask.sandbox.UnsafeSandbox;
import dev.fairlead.buildtask.sandbox.UserSandbox;

/** The sandbox of a build's commands, as the operator has chosen it; no other takes its place. */
public enum SandboxChoice {
  /** Namespaces of their own, on a machine that is shared. */
  BUBBLEWRAP(
      BubblewrapSandbox.ISOLATION,
      "install bubblewrap and allow user namespaces, or start with --unsafe-no-sandbox"),
  /** Another user, on a machine that the build has for itself. */
  USER(UserSandbox.ISOLATION, "run the build image as it is, or set FAIRLEAD_SANDBOX=bubblewrap"),
  /** None at all. */
  NONE(UnsafeSandbox.ISOLATION, "install a shell");

  private final String isolation;
  private final String remedy;

  SandboxChoice(String isolation, String remedy) {
    this.isolation = isolation;
    this.remedy = remedy;
  }

  static SandboxChoice parse(String text) {
    return switch (text) {
      case "auto", "bubblewrap" -> BUBBLEWRAP;
      case "user" -> USER;
      default -> throw new IllegalArgumentException("expected: auto, bubblewrap or user");
    };
  }

  /** What a deployment records about how well its commands were shut in. */
  public String isolation() {
    return isolation;
  }

  /** What the operator must do where it does not work. */
  String remedy() {
    return remedy;
  }
}
