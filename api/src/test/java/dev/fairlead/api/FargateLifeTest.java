package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.fargate.Ecs;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.LaunchOutcome;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.testing.FreePort;
import dev.fairlead.testing.ecs.BuildRecord;
import dev.fairlead.testing.ecs.EventFaults;
import dev.fairlead.testing.ecs.FakeEcs;
import dev.fairlead.testing.ecs.FakeTask;
import dev.fairlead.testing.ecs.FakeTasks;
import dev.fairlead.testing.ecs.SimulatedBuild;
import dev.fairlead.testing.ecs.TaskProgram;
import dev.fairlead.testing.ecs.Verdict;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real api whose builds are tasks of a hand-written ECS and speak the real protocol. */
final class FargateLifeTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final Verdict OUT_OF_MEMORY =
      new Verdict.Interrupt(
          new Verdict.Ending(
              "EssentialContainerExited",
              "Essential container in task exited",
              "OutOfMemoryError: Container killed due to memory usage",
              137),
          1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final BuildRecord record = new BuildRecord();
  private URI uri;
  private ApiConfig config;

  @BeforeEach
  void choosePort() throws IOException {
    int port = FreePort.find();
    uri = URI.create("http://127.0.0.1:" + port);
    config = ApiFixture.instance().anotherOn("fargate_" + DATABASES.incrementAndGet(), port);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  void aBuildRunsAsATaskAndIsPublished() throws Exception {
    FakeEcs ecs = ecs(order -> new Verdict.Run(), EventFaults.NONE);
    api(ecs, 0);

    String id = deploy("published", "{\"buildSize\":\"large\"}");

    assertThat(end(id).path("state").asText()).isEqualTo("ready");
    assertThat(end(id).path("buildSize").asText()).isEqualTo("large");
    assertThat(ecs.tasks().all().getFirst().order().at("/overrides/cpu").asText())
        .isEqualTo("4096");
    awaitNoTask(ecs, 0);
  }

  @Test
  void whatIsTheUsersFaultIsNotTriedAgain() throws Exception {
    FakeEcs ecs = ecs(order -> OUT_OF_MEMORY, EventFaults.NONE);
    api(ecs, 0);

    JsonNode failed = end(deploy("memory", "{}"));

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
        ecs(
            order -> orders.incrementAndGet() == 1 ? interrupted : new Verdict.Run(),
            EventFaults.NONE);
    api(ecs, 0);

    JsonNode ready = end(deploy("unlucky", "{}"));

    assertThat(ready.path("state").asText()).isEqualTo("ready");
    assertThat(ready.path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void missingCapacityIsWaitedForInTheQueue() throws Exception {
    AtomicInteger orders = new AtomicInteger();
    FakeEcs ecs =
        ecs(
            order ->
                orders.incrementAndGet() == 1
                    ? new Verdict.Fail("Capacity is unavailable at this time.", null)
                    : new Verdict.Run(),
            EventFaults.NONE);
    api(ecs, 0);
    long begin = System.nanoTime();

    JsonNode ready = end(deploy("crowded", "{}"));

    assertThat(ready.path("state").asText()).isEqualTo("ready");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(4));
  }

  @Test
  void aTaskThatEndsWithoutAnEventIsFoundByAsking() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    TaskProgram dyingFirst =
        environment -> runs.incrementAndGet() == 1 ? 3 : build().run(environment);
    FakeEcs ecs = ecs(order -> new Verdict.Run(), dyingFirst, new EventFaults(0, 1, false));
    api(ecs, 0);

    JsonNode ready = end(deploy("unheard", "{}"));

    assertThat(ready.path("state").asText()).isEqualTo("ready");
    assertThat(ready.path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void eventsThatRepeatAndOvertakeEachOtherDoNoHarm() throws Exception {
    FakeEcs ecs = ecs(order -> new Verdict.Run(), new EventFaults(1, 0, true));
    api(ecs, 0);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(deploy("noise-" + i, "{}"));
    }

    for (String id : ids) {
      assertThat(end(id).path("state").asText()).isEqualTo("ready");
      assertThat(end(id).path("attempt").asInt()).isEqualTo(1);
    }
    assertThat(record.deploymentsPublishedTwice()).isZero();
    awaitNoTask(ecs, 0);
  }

  @Test
  void anOrderWithoutAnAnswerIsAdoptedOrNotBuiltTwice() throws Exception {
    FakeEcs ecs = ecs(order -> new Verdict.BreakAfterStart(), EventFaults.NONE);
    api(ecs, 0);

    assertThat(end(deploy("broken", "{}")).path("state").asText()).isEqualTo("ready");
    assertThat(ecs.tasks().all()).hasSize(1);
  }

  @Test
  void aBuildGoesOnWhileTheApiIsReplaced() throws Exception {
    FakeEcs ecs = ecs(order -> new Verdict.Run(), EventFaults.NONE);
    Api first = api(ecs, 0);
    String id = deploy("survivor", "{}");
    ApiFixture.await(record::claimed, claimed -> claimed == 1);
    closeAndWait(first);

    api(ecs, 0);

    assertThat(end(id).path("state").asText()).isEqualTo("ready");
    assertThat(ecs.tasks().all()).hasSize(1);
  }

  @Test
  void aTaskOfNoKnownBuildIsStopped() throws Exception {
    FakeEcs ecs = ecs(order -> new Verdict.Run(), Ecs.ENDLESS, EventFaults.NONE);
    Api lost = api(ecs, 0);
    deploy("lost", "{}");
    ApiFixture.await(() -> ecs.tasks().running().size(), size -> size == 1);
    closeAndWait(lost);
    choosePort(); // With another database nobody knows the task.

    api(ecs, 0);

    awaitNoTask(ecs, 0);
  }

  @Test
  void aTaskWhoseRowWasNeverWrittenIsAdoptedAndASecondOneStopped() throws Exception {
    FakeEcs ecs = ecs(order -> new Verdict.Run(), Ecs.ENDLESS, EventFaults.NONE);
    api(ecs, 0);
    String id = deploy("adopted", "{}");
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
    assertThat(ecs.tasks().running()).hasSize(2);

    forgetHandles();

    ApiFixture.await(() -> handleOf(id), first::equals);
    ApiFixture.await(() -> ecs.tasks().running().size(), size -> size == 1);
    assertThat(ecs.tasks().running()).extracting(FakeTask::arn).containsExactly(first);
  }

  private String handleOf(String deployment) throws Exception {
    try (Connection connection = database();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT coalesce(max(launch_handle), '') FROM attempt WHERE deployment_id = ?")) {
      query.setString(1, deployment);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** As if the api had been killed between the start of a task and the row that names it. */
  private void forgetHandles() throws Exception {
    try (Connection connection = database();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE attempt SET launch_handle = NULL");
    }
  }

  private Connection database() throws SQLException {
    return ApiFixture.connect(config.database());
  }

  @Test
  void aWarmTaskTakesTheNextBuildAndIsReplaced() throws Exception {
    FakeEcs ecs = ecs(order -> new Verdict.Run(), EventFaults.NONE);
    api(ecs, 1);
    awaitStatus(ecs, "fairlead-warm-", 1);

    JsonNode ready = end(deploy("warm", "{}"));

    assertThat(ready.path("state").asText()).isEqualTo("ready");
    assertThat(ecs.tasks().all())
        .extracting(FakeTask::startedBy)
        .allMatch(name -> name.startsWith("fairlead-warm-"));
    awaitStatus(ecs, "fairlead-warm-", 1);
    assertThat(ecs.tasks().all()).hasSize(2);
  }

  @Test
  void aWarmTaskThatDiesIsReplacedAndAnotherSizeStartsCold() throws Exception {
    FakeEcs ecs = ecs(order -> new Verdict.Run(), EventFaults.NONE);
    api(ecs, 1);
    awaitStatus(ecs, "fairlead-warm-", 1);

    String id = deploy("cold", "{\"buildSize\":\"small\"}");

    assertThat(end(id).path("state").asText()).isEqualTo("ready");
    assertThat(ecs.tasks().all())
        .extracting(FakeTask::startedBy)
        .anyMatch(name -> name.startsWith("fairlead-build-" + id));
  }

  private SimulatedBuild build() {
    return new SimulatedBuild(uri, record, Duration.ofMillis(300));
  }

  private FakeEcs ecs(Function<JsonNode, Verdict> verdict, EventFaults faults) throws IOException {
    return ecs(verdict, build(), faults);
  }

  private FakeEcs ecs(Function<JsonNode, Verdict> verdict, TaskProgram program, EventFaults faults)
      throws IOException {
    FakeEcs ecs = FakeEcs.start(new FakeTasks.Script(verdict, program, 5, faults, new Random(1)));
    opened.add(ecs);
    return ecs;
  }

  private Api api(FakeEcs ecs, int warmTasks) {
    Api api = Api.start(config, Ecs.launcher(ecs, Ecs.config(ecs.queueUrl(), false, warmTasks)));
    opened.add(api);
    return api;
  }

  /** The port is given back a little later than the api is closed. */
  private void closeAndWait(Api api) {
    api.close();
    ApiFixture.await(
        () -> {
          try (ServerSocket socket = new ServerSocket(uri.getPort())) {
            return socket.isBound();
          } catch (IOException e) {
            return false;
          }
        },
        free -> free);
  }

  private String deploy(String project, String body) throws Exception {
    post(
        "/v1/projects",
        "{\"name\":\"%s\",\"repositoryUrl\":\"https://git.example/a/b\"}".formatted(project));
    return post("/v1/projects/" + project + "/deployments", body).path("id").asText();
  }

  private JsonNode end(String id) {
    return ApiFixture.await(
        () -> send(request("/v1/deployments/" + id).GET().build()),
        deployment ->
            List.of("ready", "failed", "cancelled").contains(deployment.path("state").asText()));
  }

  private static void awaitNoTask(FakeEcs ecs, int except) {
    ApiFixture.await(() -> ecs.tasks().running().size(), size -> size == except);
  }

  private static void awaitStatus(FakeEcs ecs, String startedBy, int count) {
    ApiFixture.await(
        () ->
            ecs.tasks().running().stream()
                .filter(task -> task.startedBy().startsWith(startedBy))
                .filter(task -> task.lastStatus().equals("RUNNING"))
                .count(),
        running -> running == count);
  }

  private JsonNode post(String path, String json) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)).build());
  }

  private HttpRequest.Builder request(String path) throws IOException {
    String token = Files.readString(tokenFile());
    return HttpRequest.newBuilder(uri.resolve(path))
        .header("Authorization", "Bearer " + token.strip())
        .header("Content-Type", "application/json");
  }

  private Path tokenFile() {
    if (config.ownerToken() instanceof OwnerTokenPlace.File file) {
      return file.path();
    }
    throw new IllegalStateException("the owner's token is in no file");
  }

  private JsonNode send(HttpRequest request) throws Exception {
    return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
  }
}
