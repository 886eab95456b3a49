package dev.fairlead.api.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.launch.BuildLauncher.Found;
import dev.fairlead.api.launch.BuildLauncher.Handle;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.warm.WarmPlan.Step;
import dev.fairlead.api.warm.WarmTaskStore.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WarmPlanTest {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration OLD = Duration.ofHours(2);
  private static final Duration YOUNG = Duration.ofMinutes(1);
  private static final Duration NOW = Duration.ZERO;

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Found> listed = new HashMap<>();

  @Test
  void aFullPoolIsLeftAlone() {
    living("a", OLD, NOW);
    living("b", OLD, NOW);

    assertThat(plan(2)).isEmpty();
  }

  @Test
  void theOldestLeavesWhenEnoughOthersWait() {
    living("a", OLD, NOW);
    living("b", OLD, NOW);
    living("c", YOUNG, NOW);

    assertThat(plan(2)).containsExactly(retire("a", "idle for long enough"));
  }

  @Test
  void nobodyLeavesBeforeTheSuccessorWaits() {
    living("a", OLD, NOW);
    living("b", OLD, NOW);
    living("c", YOUNG, YOUNG);

    assertThat(plan(2)).isEmpty();
  }

  @Test
  void aSmallerPoolKeepsTheYoungest() {
    living("a", OLD, NOW);
    living("b", YOUNG, NOW);
    living("c", YOUNG, NOW);

    assertThat(plan(1))
        .containsExactly(retire("a", "idle for long enough"), retire("b", "idle for long enough"));
  }

  @Test
  void aPoolThatIsNotWantedEnds() {
    living("a", YOUNG, YOUNG);

    assertThat(plan(0)).containsExactly(retire("a", "idle for long enough"));
  }

  @Test
  void oneThatNeverAsksLeaves() {
    living("a", OLD, OLD);

    assertThat(plan(1)).containsExactly(retire("a", "silent for too long"));
  }

  @Test
  void oneThatIsNotListedLeavesOnlyIfItHasEnded() {
    row("a", YOUNG, NOW, handle("a"));
    row("b", YOUNG, NOW, handle("b"));

    assertThat(WarmPlan.of(rows, listed, Set.of(handle("b")), 2, PATIENCE))
        .containsExactly(new Step.Retire(id("b"), null, "gone"));
  }

  @Test
  void anOrderIsGivenUpWhenNoTaskAppears() {
    row("a", Duration.ofSeconds(61), Duration.ofSeconds(61), null);
    row("b", Duration.ofSeconds(59), Duration.ofSeconds(59), null);

    assertThat(plan(2)).containsExactly(new Step.Retire(id("a"), null, "gone"));
  }

  @Test
  void aTaskWhoseRowDoesNotNameItIsAdoptedAndOneWithoutARowIsStopped() {
    row("a", YOUNG, YOUNG, null);
    list("a");
    list("z");

    assertThat(plan(1))
        .containsExactly(new Step.Adopt(id("a"), handle("a")), new Step.Stop(handle("z")));
  }

  @Test
  void aTaskWithABuildIsOnlyStoppedWhenTheBuildIsOver() {
    rows.add(new Row(id("a"), handle("a"), true, false, OLD, OLD));
    rows.add(new Row(id("b"), handle("b"), true, true, OLD, OLD));
    list("a");
    list("b");

    assertThat(plan(0)).containsExactly(new Step.Finish(id("b"), handle("b")));
  }

  private List<Step> plan(int wanted) {
    return WarmPlan.of(rows, listed, Set.of(), wanted, PATIENCE);
  }

  private void living(String name, Duration age, Duration silence) {
    row(name, age, silence, handle(name));
    list(name);
  }

  private void row(String name, Duration age, Duration silence, @Nullable Handle handle) {
    rows.add(new Row(id(name), handle, false, false, age, silence));
  }

  private void list(String name) {
    listed.put(id(name), new Found(new Owner.OfPool(id(name)), handle(name), Instant.EPOCH));
  }

  private static Step retire(String name, String reason) {
    return new Step.Retire(id(name), handle(name), reason);
  }

  private static Handle handle(String name) {
    return new Handle("task-" + name);
  }

  private static String id(String name) {
    return name.repeat(16);
  }
}
