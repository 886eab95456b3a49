package dev.fairlead.api.warm;

import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.BuildLauncher.Found;
import dev.fairlead.api.launch.BuildLauncher.Handle;
import dev.fairlead.api.warm.WarmTaskStore.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What brings the rows of the pool in line with the tasks that live. Idle tasks leave only as far
 * as as many as are wanted still wait for builds, so the pool is not emptied to renew it.
 */
final class WarmPlan {
  /** A row whose task is not found has none after this time. */
  static final Duration UNLISTED = BuildLauncher.LONGEST_LAUNCH.plus(BuildLauncher.INVISIBLE);

  /** A task that waits asks several times a second. */
  static final Duration FRESH = Duration.ofSeconds(3);

  private WarmPlan() {}

  /** One thing to do. */
  sealed interface Step {
    /** A task is found whose row names none. */
    record Adopt(String id, Handle task) implements Step {}

    /** An idle task leaves, if it has no build by now. */
    record Retire(String id, @Nullable Handle task, String reason) implements Step {}

    /** A task's build is over for a while, and the task should be. */
    record Finish(String id, @Nullable Handle task) implements Step {}

    /** A task that no open row names. */
    record Stop(Handle task) implements Step {}
  }

  /**
   * Decides.
   *
   * @param rows all open ones, the oldest first
   * @param listed the pool's tasks that the launcher has listed, by the row's id
   * @param gone those of the rows' tasks that have ended
   * @param wanted how many tasks are to wait
   * @param patience how long a task may be silent before it is given up, a cold start included
   */
  static List<Step> of(
      List<Row> rows, Map<String, Found> listed, Set<Handle> gone, int wanted, Duration patience) {
    List<Step> steps = new ArrayList<>();
    List<Row> idle = new ArrayList<>();
    Map<String, Found> strays = new HashMap<>(listed);
    for (Row row : rows) {
      Found task = strays.remove(row.id());
      @Nullable Handle handle = task == null ? row.handle() : task.handle();
      if (row.given()) {
        if (row.over()) {
          steps.add(new Step.Finish(row.id(), handle));
        }
      } else if (isGone(row, handle, gone)) {
        steps.add(new Step.Retire(row.id(), null, "gone"));
      } else if (row.silence().compareTo(patience) > 0) {
        steps.add(new Step.Retire(row.id(), handle, "silent for too long"));
      } else {
        idle.add(row);
        if (row.handle() == null && handle != null) {
          steps.add(new Step.Adopt(row.id(), handle));
        }
      }
    }
    steps.addAll(surplus(idle, wanted));
    strays.values().forEach(stray -> steps.add(new Step.Stop(stray.handle())));
    return steps;
  }

  private static boolean isGone(Row row, @Nullable Handle task, Set<Handle> gone) {
    return task == null ? row.age().compareTo(UNLISTED) > 0 : gone.contains(task);
  }

  /** The oldest that are too many, as long as enough others wait. */
  private static List<Step> surplus(List<Row> idle, int wanted) {
    List<Step> steps = new ArrayList<>();
    long waiting = idle.stream().filter(WarmPlan::waits).count();
    int surplus = Math.max(0, idle.size() - wanted);
    for (Row row : idle.subList(0, surplus)) {
      long others = waits(row) ? waiting - 1 : waiting;
      if (others >= wanted) {
        steps.add(new Step.Retire(row.id(), row.handle(), "idle for long enough"));
        waiting = others;
      }
    }
    return steps;
  }

  private static boolean waits(Row row) {
    return row.silence().compareTo(FRESH) <= 0 && row.handle() != null;
  }
}
