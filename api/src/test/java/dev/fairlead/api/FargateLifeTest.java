package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.fargate.Ecs;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.LaunchOutcome;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.testing.ecs.EventFaults;
import dev.fairlead.testing.ecs.FakeEcs;
import dev.fairlead.testing.ecs.FakeTask;
import dev.fairlead.testing.ecs.TaskProgram;
import dev.fairlead.testing.ecs.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Builds as tasks: how they start, end, get lost and are found again. */
final class FargateLifeTest {
  private static final Verdict OUT_OF_MEMORY =
      new Verdict.Interrupt(
          new Verdict.Ending(
              "EssentialContainerExited",
              "Essential container in task exited",
              "OutOfMemoryError: Container killed due to memory usage",
              137),
          1);

  private FargatePlatform platform;

  @BeforeEach
  void start() throws IOException {
    platform = new FargatePlatform();
  }

  @AfterEach
  void close() throws Exception {
    platform.close();
  }

  @Test
  void aBuildRunsAsATaskAndIsPublished() throws Exception {
    FakeEcs ecs = platform.ecs(order -> new Verdict.Run(), EventFaults.NONE);
    platform.api(ecs, 0);

    String id = platform.deploy("published", "{\"buildSize\":\"large\"}");

    assertThat(platform.end(id).path("state").asText()).isEqualTo("ready");
    assertThat(platform.end(id).path("buildSize").asText()).isEqualTo("large");
    assertThat(ecs.tasks().all().getFirst().order().at("/overrides/cpu").asText())
        .isEqualTo("4096");
    FargatePlatform.awaitNoTask(ecs, 0);
  }

  @Test
  void whatIsTheUsersFaultIsNotTriedAgain() throws Exception {
    FakeEcs ecs = platform.ecs(order -> OUT_OF_MEMORY, EventFaults.NONE);
    platform.api(ecs, 0);

    JsonNode failed = platform.end(platform.deploy("memory", "{}"));

    assertThat(failed.at("/failure/code").asText()).isEqualTo("OUT_OF_MEMORY");
    assertThat(failed.at("/failure/message").asText()).contains("larger build size");
    assertThat(failed.path("attempt").asInt()).isEqualTo(1);
  }

  @Test
  void badLuckIsTriedAgain() throws Exception {
    AtomicInteger orders = new AtomicInteger();
    Verdict interrupted =
        new Verdict.Interrupt(
            new Verdict.Ending("SpotInterruption", "Your Spot Task was interrupted.", null, 143),
            1);
    FakeEcs ecs =
        platform.ecs(
            order -> orders.incrementAndGet() == 1 ? interrupted : new Verdict.Run(),
            EventFaults.NONE);
    platform.api(ecs, 0);

    JsonNode ready = platform.end(platform.deploy("unlucky", "{}"));

    assertThat(ready.path("state").asText()).isEqualTo("ready");
    assertThat(ready.path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void missingCapacityIsWaitedForInTheQueue() throws Exception {
    AtomicInteger orders = new AtomicInteger();
    FakeEcs ecs =
        platform.ecs(
            order ->
                orders.incrementAndGet() == 1
                    ? new Verdict.Fail("Capacity is unavailable at this time.", null)
                    : new Verdict.Run(),
            EventFaults.NONE);
    platform.api(ecs, 0);
    long begin = System.nanoTime();

    JsonNode ready = platform.end(platform.deploy("crowded", "{}"));

    assertThat(ready.path("state").asText()).isEqualTo("ready");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(4));
  }

  @Test
  void aTaskThatEndsWithoutAnEventIsFoundByAsking() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    TaskProgram dyingFirst =
        environment -> runs.incrementAndGet() == 1 ? 3 : platform.build().run(environment);
    FakeEcs ecs =
        platform.ecs(order -> new Verdict.Run(), dyingFirst, new EventFaults(0, 1, false));
    platform.api(ecs, 0);

    JsonNode ready = platform.end(platform.deploy("unheard", "{}"));

    assertThat(ready.path("state").asText()).isEqualTo("ready");
    assertThat(ready.path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void eventsThatRepeatAndOvertakeEachOtherDoNoHarm() throws Exception {
    FakeEcs ecs = platform.ecs(order -> new Verdict.Run(), new EventFaults(1, 0, true));
    platform.api(ecs, 0);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(platform.deploy("noise-" + i, "{}"));
    }

    for (String id : ids) {
      assertThat(platform.end(id).path("state").asText()).isEqualTo("ready");
      assertThat(platform.end(id).path("attempt").asInt()).isEqualTo(1);
    }
    assertThat(platform.record.deploymentsPublishedTwice()).isZero();
    FargatePlatform.awaitNoTask(ecs, 0);
  }

  @Test
  void anOrderWithoutAnAnswerIsAdoptedOrNotBuiltTwice() throws Exception {
    FakeEcs ecs = platform.ecs(order -> new Verdict.BreakAfterStart(), EventFaults.NONE);
    platform.api(ecs, 0);

    assertThat(platform.end(platform.deploy("broken", "{}")).path("state").asText())
        .isEqualTo("ready");
    assertThat(ecs.tasks().all()).hasSize(1);
  }

  @Test
  void aBuildGoesOnWhileTheApiIsReplaced() throws Exception {
    FakeEcs ecs = platform.ecs(order -> new Verdict.Run(), EventFaults.NONE);
    Api first = platform.api(ecs, 0);
    String id = platform.deploy("survivor", "{}");
    ApiFixture.await(platform.record::claimed, claimed -> claimed == 1);
    platform.closeAndWait(first);

    platform.api(ecs, 0);

    assertThat(platform.end(id).path("state").asText()).isEqualTo("ready");
    assertThat(ecs.tasks().all()).hasSize(1);
  }

  @Test
  void aTaskOfNoKnownBuildIsStopped() throws Exception {
    FakeEcs ecs = platform.ecs(order -> new Verdict.Run(), Ecs.ENDLESS, EventFaults.NONE);
    Api lost = platform.api(ecs, 0);
    platform.deploy("lost", "{}");
    ApiFixture.await(() -> ecs.tasks().running().size(), size -> size == 1);
    platform.closeAndWait(lost);
    platform.move(); // With another database nobody knows the task.

    platform.api(ecs, 0);

    FargatePlatform.awaitNoTask(ecs, 0);
  }

  @Test
  void aTaskWhoseRowWasNeverWrittenIsAdoptedAndASecondOneStopped() throws Exception {
    FakeEcs ecs = platform.ecs(order -> new Verdict.Run(), Ecs.ENDLESS, EventFaults.NONE);
    platform.api(ecs, 0);
    String id = platform.deploy("adopted", "{}");
    ApiFixture.await(() -> handleOf(id), handle -> !handle.isEmpty());
    String first = handleOf(id);
    Launch again =
        new Launch(
            new Owner.OfAttempt(DeploymentId.parse(id), 1),
            OpaqueToken.random(OpaqueToken.Kind.BUILD_START),
            BuildSize.DEFAULT,
            true);
    try (BuildLauncher other = Ecs.launcher(ecs, Ecs.config(null, true, 0))) {
      assertThat(other.launch(again)).isInstanceOf(LaunchOutcome.Started.class);
    }
    // Not those that run: the api stops the second one as soon as it finds it.
    assertThat(ecs.tasks().all()).hasSize(2);

    // As if the api had been killed between the start of a task and the row that names it.
    platform.change("UPDATE attempt SET launch_handle = NULL");

    ApiFixture.await(() -> handleOf(id), first::equals);
    ApiFixture.await(() -> ecs.tasks().running().size(), size -> size == 1);
    assertThat(ecs.tasks().running()).extracting(FakeTask::arn).containsExactly(first);
  }

  private String handleOf(String deployment) throws Exception {
    return platform.look(
        "SELECT coalesce(max(launch_handle), '') FROM attempt WHERE deployment_id = '%s'"
            .formatted(deployment));
  }
}
