package dev.fairlead.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fairlead.api.fargate.Ecs;
import dev.fairlead.testing.FreePort;
import dev.fairlead.testing.ecs.BuildRecord;
import dev.fairlead.testing.ecs.EventFaults;
import dev.fairlead.testing.ecs.FakeEcs;
import dev.fairlead.testing.ecs.FakeTasks;
import dev.fairlead.testing.ecs.SimulatedBuild;
import dev.fairlead.testing.ecs.TaskProgram;
import dev.fairlead.testing.ecs.Verdict;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A real api whose builds are tasks of a hand-written ECS and speak the real protocol, with a
 * database of its own.
 */
final class FargatePlatform implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  final BuildRecord record = new BuildRecord();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private URI uri = URI.create("http://127.0.0.1");
  private int database;
  private ApiConfig config;

  FargatePlatform() throws IOException {
    config = move();
  }

  /** To another port and another database, for apis that start later. */
  ApiConfig move() throws IOException {
    int port = FreePort.find();
    uri = URI.create("http://127.0.0.1:" + port);
    database = DATABASES.incrementAndGet();
    String name = "fargate_" + database;
    config = ApiFixture.instance().anotherOn(name, port);
    opened.add(() -> ApiFixture.instance().drop(name));
    return config;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  SimulatedBuild build() {
    return build(Duration.ofMillis(300));
  }

  SimulatedBuild build(Duration work) {
    return new SimulatedBuild(List.of(uri), record, work);
  }

  FakeEcs ecs(Function<JsonNode, Verdict> verdict, EventFaults faults) throws IOException {
    return ecs(verdict, build(), faults);
  }

  FakeEcs ecs(Function<JsonNode, Verdict> verdict, TaskProgram program, EventFaults faults)
      throws IOException {
    FakeEcs ecs = FakeEcs.start(new FakeTasks.Script(verdict, program, 5, faults, new Random(1)));
    opened.add(ecs);
    return ecs;
  }

  Api api(FakeEcs ecs, int warmTasks) {
    Api api = Api.start(config, Ecs.launcher(ecs, Ecs.config(ecs.queueUrl(), false, warmTasks)));
    opened.add(api);
    return api;
  }

  /** A second api on the same database, with a port of its own. */
  Api besides(FakeEcs ecs) {
    Api api =
        Api.start(
            ApiFixture.on(config.database(), 0, config),
            Ecs.launcher(ecs, Ecs.config(ecs.queueUrl(), false, 0)));
    opened.add(api);
    return api;
  }

  /** The port is given back a little later than the api is closed. */
  void closeAndWait(Api api) {
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

  /**
   * All apis of the tests write routes into one store, so a project of that name is told apart from
   * those of other databases: whoever has a greater generation for a host keeps it.
   */
  String deploy(String name, String body) throws Exception {
    String project = "%s-%d".formatted(name, database);
    post(
        "/v1/projects",
        "{\"name\":\"%s\",\"repositoryUrl\":\"https://git.example/a/b\"}".formatted(project));
    return post("/v1/projects/" + project + "/deployments", body).path("id").asText();
  }

  JsonNode end(String id) {
    return ApiFixture.await(
        () -> send(request("/v1/deployments/" + id).GET().build()),
        deployment ->
            List.of("ready", "failed", "cancelled").contains(deployment.path("state").asText()));
  }

  static void awaitNoTask(FakeEcs ecs, int except) {
    ApiFixture.await(() -> ecs.tasks().running().size(), size -> size == except);
  }

  static void awaitStatus(FakeEcs ecs, String startedBy, int count) {
    ApiFixture.await(
        () ->
            ecs.tasks().running().stream()
                .filter(task -> task.startedBy().startsWith(startedBy))
                .filter(task -> task.lastStatus().equals("RUNNING"))
                .count(),
        running -> running == count);
  }

  /** Calls the api as a build does. */
  CompletableFuture<HttpResponse<byte[]>> ask(String what, String token, String json) {
    return http.sendAsync(
        HttpRequest.newBuilder(uri.resolve("/build/v1/" + what))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofByteArray());
  }

  JsonNode post(String path, String json) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)).build());
  }

  HttpRequest.Builder request(String path) throws IOException {
    String token = Files.readString(tokenFile());
    return HttpRequest.newBuilder(uri.resolve(path))
        .header("Authorization", "Bearer " + token.strip())
        .header("Content-Type", "application/json");
  }

  Path tokenFile() {
    if (config.ownerToken() instanceof OwnerTokenPlace.File file) {
      return file.path();
    }
    throw new IllegalStateException("the owner's token is in no file");
  }

  JsonNode send(HttpRequest request) throws Exception {
    return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
  }

  Connection database() throws SQLException {
    return ApiFixture.connect(config.database());
  }

  /** Changes what is stored, as if it had come about by itself. */
  void change(String sql) throws SQLException {
    try (Connection connection = database();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row. */
  String look(String sql) throws SQLException {
    return ApiFixture.look(config.database(), sql);
  }
}
