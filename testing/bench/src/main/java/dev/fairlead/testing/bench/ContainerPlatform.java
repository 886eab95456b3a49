package dev.fairlead.testing.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedPostgres;
import dev.fairlead.embedded.EmbeddedPostgresConfig;
import dev.fairlead.embedded.EmbeddedRedis;
import dev.fairlead.embedded.EmbeddedRedisConfig;
import dev.fairlead.testing.FreePort;
import dev.fairlead.testing.NpmRegistry;
import dev.fairlead.testing.bench.edge.BenchBucket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fairlead from its images, with the servers it needs outside of containers. */
final class ContainerPlatform implements AutoCloseable {
  private static final String SECRET = "correct-horse-battery";
  private static final Duration HEALTHY = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DockerEngine engine;
  private final Path launch;
  private final Path script;
  private final EmbeddedPostgres postgres;
  private final EmbeddedRedis redis;
  private final BenchBucket bucket;
  private final BuildContainers builds;
  private final int apiPort = FreePort.find();
  private final int edgePort = FreePort.find();
  private final int logsPort = FreePort.find();
  private final HttpClient http = HttpClient.newHttpClient();

  ContainerPlatform(DockerEngine engine, Path folder, Path script)
      throws IOException, InterruptedException {
    this.engine = engine;
    this.script = script;
    this.launch = folder.resolve("launch");
    Path binaries = Binaries.defaultFolder();
    this.postgres =
        EmbeddedPostgres.start(
            new EmbeddedPostgresConfig(
                folder.resolve("postgres"), binaries, 0, "fairlead", SECRET));
    this.redis =
        EmbeddedRedis.start(new EmbeddedRedisConfig(folder.resolve("redis"), binaries, 0, SECRET));
    this.bucket = new BenchBucket(folder.resolve("s3"));
    this.builds =
        new BuildContainers(
            engine,
            launch,
            List.of(
                "FAIRLEAD_API_URL=" + apiUrl(),
                "FAIRLEAD_EGRESS_ALLOW=" + String.join(",", NpmRegistry.hosts())));
  }

  /** Starts api, edge and log server, and waits until Docker calls each of them healthy. */
  void start() throws IOException, InterruptedException {
    Map<String, String> shared = new HashMap<>(bucket.environment(bucket.endpoint()));
    shared.put("FAIRLEAD_REDIS_URL", redis.uri());
    run("edge-proxy", shared, Map.of("FAIRLEAD_EDGE_PORT", edgePort + ""), edgePort);
    run(
        "ws-logs",
        shared,
        Map.of("FAIRLEAD_WS_PORT", logsPort + "", "FAIRLEAD_WS_ORIGINS", apiUrl()),
        logsPort);
    run("api", shared, apiEnvironment(), apiPort);
    for (String program : List.of("edge-proxy", "ws-logs", "api")) {
      awaitHealthy(program);
    }
  }

  private Map<String, String> apiEnvironment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("FAIRLEAD_API_PORT", apiPort + "");
    environment.put("FAIRLEAD_API_URL", apiUrl());
    environment.put("FAIRLEAD_SITE_URL", "http://localhost:" + edgePort);
    environment.put("FAIRLEAD_LOGS_URL", "ws://localhost:" + logsPort);
    environment.put("FAIRLEAD_DATABASE_URL", postgres.jdbcUrl());
    environment.put("FAIRLEAD_DATABASE_USER", postgres.user());
    environment.put("FAIRLEAD_DATABASE_PASSWORD", postgres.password());
    environment.put("FAIRLEAD_BUILD_COMMAND", BuildContainers.COMMAND);
    environment.put("FAIRLEAD_ALLOW_LOCAL_REPOSITORIES", "true");
    environment.put("FAIRLEAD_OWNER_TOKEN_FILE", "/launch/owner-token");
    return environment;
  }

  private void run(String program, Map<String, String> shared, Map<String, String> own, int port)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of("run", "--detach", "--name", program, "--network=host", "--cap-drop=ALL"));
    line.addAll(List.of("--read-only", "--security-opt=no-new-privileges", "--health-interval=1s"));
    line.addAll(List.of("--volume", launch + ":/launch", "--env", "FAIRLEAD_HEALTH_PORT=" + port));
    shared.forEach((name, value) -> line.addAll(List.of("--env", name + "=" + value)));
    own.forEach((name, value) -> line.addAll(List.of("--env", name + "=" + value)));
    line.add(LocalImages.name(program));
    engine.docker(line.toArray(String[]::new));
  }

  private void awaitHealthy(String program) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + HEALTHY.toNanos();
    while (!engine
        .docker("inspect", "--format", "{{.State.Health.Status}}", program)
        .equals("healthy")) {
      if (System.nanoTime() > giveUp) {
        throw new IOException(
            "%s does not become healthy:\n%s".formatted(program, engine.docker("logs", program)));
      }
      Waiting.millis(50);
    }
  }

  /** Deploys through the command line and returns the deployment. */
  JsonNode deploy(String url, String name) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(script.toString(), "deploy", url, "--name", name, "--json");
    builder.environment().put("FAIRLEAD_URL", apiUrl());
    builder.environment().put("FAIRLEAD_TOKEN", token());
    Path errors = launch.resolveSibling("deploy.err");
    Process process = builder.redirectError(errors.toFile()).start();
    byte[] output = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException("deploy of %s failed:\n%s".formatted(name, Files.readString(errors)));
    }
    return JSON.readTree(output);
  }

  /** The first lines of a deployment's log. */
  JsonNode log(String deployment) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("%s/v1/deployments/%s/log".formatted(apiUrl(), deployment)))
            .header("Authorization", "Bearer " + token())
            .build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body()).get("lines");
  }

  /** Asks the edge for a site's page. */
  HttpResponse<String> page(String site, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(edgePort, path)))
            .header("Host", "%s.localhost:%d".formatted(site, edgePort))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  BuildContainers builds() {
    return builds;
  }

  private String apiUrl() {
    return "http://localhost:" + apiPort;
  }

  private String token() throws IOException {
    return Files.readString(launch.resolve("owner-token")).strip();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try (postgres;
        redis;
        bucket;
        builds;
        http) {
      engine.docker("rm", "--force", "--volumes", "api", "edge-proxy", "ws-logs");
    }
  }
}
