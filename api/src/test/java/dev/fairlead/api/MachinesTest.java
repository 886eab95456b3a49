package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fairlead.api.fargate.Ecs;
import dev.fairlead.testing.ecs.EventFaults;
import dev.fairlead.testing.ecs.FakeEcs;
import dev.fairlead.testing.ecs.FakeTask;
import dev.fairlead.testing.ecs.Verdict;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told to builds that have machines of their own, and how long those may take to start. */
final class MachinesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private FargatePlatform platform;
  private FakeEcs ecs;

  @BeforeEach
  void start() throws IOException {
    platform = new FargatePlatform();
    ecs = platform.ecs(order -> new Verdict.Run(), Ecs.ENDLESS, EventFaults.NONE);
    platform.api(ecs, 0);
  }

  @AfterEach
  void close() throws Exception {
    platform.close();
  }

  @ParameterizedTest
  @CsvSource({"small, 3", "medium, 7", "large, 15", "xlarge, 31"})
  void commandsMayTakeAllMemoryButWhatTheBuildItselfNeeds(String size, long gibibytes)
      throws Exception {
    platform.deploy("sized", "{\"buildSize\":\"%s\"}".formatted(size));

    HttpResponse<byte[]> spec = claim();

    assertThat(JSON.readTree(spec.body()).at("/limits/memoryBytes").asLong())
        .isEqualTo(gibibytes << 30);
  }

  @Test
  void anInspectionHasTwoMinutesFromWhenItsMachineHasStarted() throws Exception {
    // Given
    String id =
        platform
            .post("/v1/inspections", "{\"repositoryUrl\":\"https://git.example/a/b\"}")
            .path("id")
            .asText();
    assertThat(secondsLeft(id)).isBetween(240.0, 300.0);

    // When
    HttpResponse<byte[]> lost = claim();
    platform.change("UPDATE inspection SET expires_at = expires_at - interval '30 seconds'");
    HttpResponse<byte[]> spec = claim();

    // Then
    assertThat(lost.statusCode()).isEqualTo(200);
    assertThat(secondsLeft(id)).isBetween(60.0, 90.0);
    assertThat(heartbeat(lost)).isEqualTo(409);
    assertThat(heartbeat(spec)).isEqualTo(204);
    assertThat(claim().statusCode()).isEqualTo(401);
  }

  private double secondsLeft(String inspection) throws Exception {
    return Double.parseDouble(
        platform.look(
            "SELECT extract(epoch FROM expires_at - now()) FROM inspection WHERE id = '%s'"
                .formatted(inspection)));
  }

  /** With what the only task was started with. */
  private HttpResponse<byte[]> claim() throws Exception {
    ApiFixture.await(() -> ecs.tasks().all().size(), tasks -> tasks == 1);
    FakeTask task = ecs.tasks().all().getFirst();
    Map<String, String> told = task.environment();
    JsonNode request =
        JSON.createObjectNode()
            .put("deployment", told.get("FAIRLEAD_DEPLOYMENT_ID"))
            .put("token", told.get("FAIRLEAD_BUILD_TOKEN"));
    return platform.ask("claim", "", request.toString()).get();
  }

  private int heartbeat(HttpResponse<byte[]> claimed) throws Exception {
    String token = JSON.readTree(claimed.body()).path("attemptToken").asText();
    return platform.ask("heartbeat", token, "{}").get().statusCode();
  }
}
