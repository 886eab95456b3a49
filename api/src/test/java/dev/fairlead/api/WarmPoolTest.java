package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.api.fargate.Ecs;
import dev.fairlead.testing.ecs.EventFaults;
import dev.fairlead.testing.ecs.FakeEcs;
import dev.fairlead.testing.ecs.FakeTask;
import dev.fairlead.testing.ecs.Verdict;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that wait for builds: taken, replaced, renewed. */
final class WarmPoolTest {
  private static final String WAITING =
      """
      SELECT count(*) FROM warm_task WHERE ended_at IS NULL AND deployment_id IS NULL
      AND launch_handle IS NOT NULL AND asked_at > now() - interval '3 seconds'
      """;

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
  void aWarmTaskTakesTheNextBuildAndIsReplaced() throws Exception {
    FakeEcs ecs = platform.ecs(order -> new Verdict.Run(), EventFaults.NONE);
    platform.api(ecs, 1);
    awaitWaiting(1);

    JsonNode ready = platform.end(platform.deploy("warm", "{}"));

    assertThat(ready.path("state").asText()).isEqualTo("ready");
    ApiFixture.await(() -> ecs.tasks().all().size(), tasks -> tasks == 2);
    assertThat(ecs.tasks().all())
        .extracting(FakeTask::startedBy)
        .allMatch(name -> name.startsWith("fairlead-warm-"));
    awaitWaiting(1);
  }

  @Test
  void aBuildOfAnotherSizeStartsCold() throws Exception {
    FakeEcs ecs = platform.ecs(order -> new Verdict.Run(), EventFaults.NONE);
    platform.api(ecs, 1);
    awaitWaiting(1);

    String id = platform.deploy("cold", "{\"buildSize\":\"small\"}");

    assertThat(platform.end(id).path("state").asText()).isEqualTo("ready");
    assertThat(ecs.tasks().all())
        .extracting(FakeTask::startedBy)
        .anyMatch(name -> name.startsWith("fairlead-build-" + id));
  }

  @Test
  void aWarmTaskThatDiesIsReplacedByOneThatTakesTheNextBuild() throws Exception {
    // Given
    FakeEcs ecs = platform.ecs(order -> new Verdict.Run(), EventFaults.NONE);
    platform.api(ecs, 1);
    awaitWaiting(1);
    FakeTask dead = ecs.tasks().all().getFirst();

    // When
    dead.stop(new Verdict.Ending("TerminationNotice", "The host failed", null, 137));

    // Then
    ApiFixture.await(() -> ecs.tasks().all().size(), tasks -> tasks == 2);
    awaitWaiting(1);
    JsonNode ready = platform.end(platform.deploy("after", "{}"));
    assertThat(ready.path("state").asText()).isEqualTo("ready");
    assertThat(ready.path("attempt").asInt()).isEqualTo(1);
    assertThat(platform.look("SELECT launch_handle FROM attempt")).isNotEqualTo(dead.arn());
  }

  @Test
  void anOldTaskLeavesOnlyWhenItsSuccessorWaits() throws Exception {
    // Given
    FakeEcs ecs = platform.ecs(order -> new Verdict.Run(), EventFaults.NONE);
    platform.api(ecs, 1);
    awaitWaiting(1);
    FakeTask old = ecs.tasks().all().getFirst();

    // When
    platform.change("UPDATE warm_task SET created_at = now() - interval '2 hours'");

    // Then
    List<String> waiting = new ArrayList<>();
    ApiFixture.await(
        () -> {
          waiting.add(platform.look(WAITING));
          return old.hasStopped();
        },
        stopped -> stopped);
    assertThat(waiting).isNotEmpty().doesNotContain("0");
    assertThat(ecs.tasks().running()).hasSize(1);
    assertThat(platform.look("SELECT count(*) FROM warm_task WHERE ended_at IS NULL"))
        .isEqualTo("1");
  }

  @Test
  void whoWaitsIsAnsweredWhenTheApiStops() throws Exception {
    // Given
    FakeEcs ecs = platform.ecs(order -> new Verdict.Run(), Ecs.ENDLESS, EventFaults.NONE);
    Api api = platform.api(ecs, 1);
    FargatePlatform.awaitStatus(ecs, "fairlead-warm-", 1);
    String token =
        String.valueOf(ecs.tasks().all().getFirst().environment().get("FAIRLEAD_BUILD_TOKEN"));
    CompletableFuture<HttpResponse<byte[]>> answer = platform.ask("await", token, "{}");
    awaitWaiting(1);

    // When
    api.close();

    // Then
    assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
  }

  private void awaitWaiting(int count) {
    ApiFixture.await(() -> platform.look(WAITING), Integer.toString(count)::equals);
  }
}
