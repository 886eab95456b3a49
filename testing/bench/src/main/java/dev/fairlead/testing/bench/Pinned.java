package dev.fairlead.testing.bench;

import java.util.ArrayList;
import java.util.List;

/** Command lines of processes that stay on one core. */
public final class Pinned {
  private Pinned() {}

  /** A changeable list; {@code taskset} replaces itself, so the process id stays the same. */
  public static List<String> command(int core, String... command) {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    pinned.addAll(List.of(command));
    return pinned;
  }
}
