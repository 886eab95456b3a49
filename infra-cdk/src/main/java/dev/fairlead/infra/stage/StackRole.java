package dev.fairlead.infra.stage;

import java.util.Locale;

/** The stacks, in the order in which they are deployed: each needs only those before it. */
public enum StackRole {
  NETWORK(false),
  REGION(true),
  DATA(true),
  BUILDS(false),
  DASHBOARD(false),
  API(false),
  LOGS(false),
  EDGE(false),
  DNS(false),
  OBSERVABILITY(false);

  private final boolean holdsData;

  StackRole(boolean holdsData) {
    this.holdsData = holdsData;
  }

  /** Whether something is lost when the stack is removed with all that it made. */
  public boolean holdsData() {
    return holdsData;
  }

  /** How the stack's name ends. */
  public String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }
}
