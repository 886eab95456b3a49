package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.ecs.EventFaults;
import dev.fairlead.testing.ecs.FakeEcs;
import dev.fairlead.testing.ecs.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which builds are given up, and which only seem lost. */
final class LostBuildsTest {
  private static final Verdict INTERRUPTED =
      new Verdict.Interrupt(
          new Verdict.Ending("SpotInterruption", "Your Spot Task was interrupted.", null, 143), 1);

  private FargatePlatform platform;

  @BeforeEach
  void start() throws IOException {
    platform = new FargatePlatform();
  }

  @AfterEach
  void stop() throws Exception {
    platform.close();
  }

  @Test
  void anApiDoesNotGiveUpWhatAnotherHasStartedAndEcsDoesNotShowYet() throws Exception {
    // Given two apis, each of which looks at all builds every ten seconds
    FakeEcs ecs =
        platform.ecs(
            order -> new Verdict.Run(), platform.build(Duration.ofSeconds(15)), EventFaults.NONE);
    ecs.tasks().hideAtFirst(Duration.ofSeconds(25));
    platform.api(ecs, 0);
    platform.besides(ecs);

    JsonNode ready = platform.end(platform.deploy("hidden", "{}"));

    assertThat(ready.path("state").asText()).isEqualTo("ready");
    assertThat(ready.path("attempt").asInt()).isEqualTo(1);
    assertThat(ecs.tasks().all()).hasSize(1);
  }

  @Test
  void waitingForCapacityUsesUpNoneOfTheTries() throws Exception {
    AtomicInteger orders = new AtomicInteger();
    FakeEcs ecs =
        platform.ecs(
            order ->
                switch (orders.incrementAndGet()) {
                  case 1 -> new Verdict.Fail("Capacity is unavailable at this time.", null);
                  case 2, 3 -> INTERRUPTED;
                  default -> new Verdict.Run();
                },
            EventFaults.NONE);
    platform.api(ecs, 0);

    JsonNode ready = platform.end(platform.deploy("patient", "{}"));

    assertThat(ready.path("state").asText()).isEqualTo("ready");
    assertThat(ready.path("attempt").asInt()).isEqualTo(4);
  }

  @Test
  void theFailureTellsHowManyAttemptsWereLost() throws Exception {
    AtomicInteger orders = new AtomicInteger();
    FakeEcs ecs =
        platform.ecs(
            order ->
                orders.incrementAndGet() == 1
                    ? new Verdict.Fail("Capacity is unavailable at this time.", null)
                    : INTERRUPTED,
            EventFaults.NONE);
    platform.api(ecs, 0);

    JsonNode failed = platform.end(platform.deploy("unlucky", "{}"));

    assertThat(failed.at("/failure/code").asText()).isEqualTo("PLATFORM_INTERRUPTED");
    assertThat(failed.at("/failure/message").asText()).endsWith("Attempts that were lost: 3 of 4.");
  }

  @Test
  void aBuildThatCannotBeStoppedKeepsNoOtherFromBeingLookedAt() {
    // Given two silent builds, none of which can be told to end
    ApiFixture fixture = ApiFixture.instance();
    fixture.post(
        "/v1/projects", "{\"name\":\"unstoppable\",\"repositoryUrl\":\"https://git.example/a\"}");
    String first = fixture.post("/v1/projects/unstoppable/deployments", "{}").text("id");
    String second = fixture.post("/v1/projects/unstoppable/deployments", "{}").text("id");
    for (String id : new String[] {first, second}) {
      fixture.launcher.tokenOf(id, 1);
      fixture.launcher.refuseToStop(id);
    }

    // Then both are built anew
    for (String id : new String[] {first, second}) {
      fixture.launcher.tokenOf(id, 2);
      assertThat(fixture.post("/v1/deployments/%s/cancel".formatted(id), "{}").status())
          .isEqualTo(200);
    }
  }
}
