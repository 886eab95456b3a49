package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.Phase;
import dev.fairlead.site.AwaitedBuild;
import dev.fairlead.site.Blob;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.Route;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.SitePath;
import dev.fairlead.site.StorageRegion;
import dev.fairlead.site.s3.S3LogArchive;
import dev.fairlead.site.s3.S3RouteTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** From the wish to deploy to the route object, with a build that speaks the real protocol. */
final class DeploymentLifeTest {
  private final ApiFixture api = ApiFixture.instance();

  @Test
  void aNewProjectWaitsForItsFirstBuildAtItsAddress() throws IOException {
    project("waiting");

    Route route = awaitRoute("waiting.localhost", any -> true);

    assertThat(route.served()).isEmpty();
    assertThat(route.production()).isTrue();
    assertThat(route.awaited()).isNull();
  }

  @Test
  void theRouteTellsHowItStandsWithTheBuildThatItWaitsFor() throws IOException {
    project("awaited");
    String failing = deploy("awaited");
    FakeBuild build = FakeBuild.claim(failing, 1);
    awaitRoute("awaited.localhost", route -> route.awaited() == AwaitedBuild.BUILDING);
    build.events(
        new BuildEvent.Failed(
            1, Instant.EPOCH, new Failure(FailureCode.COMMAND_FAILED, "It broke.", 7L)));
    awaitRoute("awaited.localhost", route -> route.awaited() == AwaitedBuild.FAILED);

    String cancelled = deploy("awaited");
    assertThat(api.post("/v1/deployments/" + cancelled + "/cancel", "{}").status())
        .isBetween(200, 299);
    awaitRoute("awaited.localhost", route -> route.awaited() == AwaitedBuild.CANCELLED);

    String good = publish("awaited", "<h1>at last</h1>");
    assertThat(awaitServed("awaited.localhost", good).awaited()).isNull();
  }

  @Test
  void aLaterFailureIsNoMatterOfTheRoute() throws IOException {
    project("settled");
    String good = publish("settled", "<h1>good</h1>");
    long generation = awaitServed("settled.localhost", good).generation();
    FakeBuild build = FakeBuild.claim(deploy("settled"), 1);
    build.events(
        new BuildEvent.Failed(
            1, Instant.EPOCH, new Failure(FailureCode.COMMAND_FAILED, "It broke.", 7L)));

    String next = publish("settled", "<h1>next</h1>");
    assertThat(awaitServed("settled.localhost", next).generation()).isEqualTo(generation + 1);
  }

  @Test
  void aProjectIsStoredInTheRegionItAskedFor() throws IOException {
    ApiFixture.Answer project =
        api.post(
            "/v1/projects",
            """
            {"name": "faraway", "repositoryUrl": "https://git.example/faraway",
             "storageRegion": "far-1"}
            """);
    assertThat(project.status()).isEqualTo(201);
    assertThat(project.text("storageRegion")).isEqualTo("far-1");
    String upload =
        api.post(
                "/v1/projects/faraway/uploads",
                "{\"sha256\": \"%s\", \"length\": 1}".formatted("0".repeat(64)))
            .text("url");
    assertThat(upload).contains("/sites-far/");
    String id = deploy("faraway");
    FakeBuild build = FakeBuild.claim(id, 1);
    build.say(1, "hello");
    SiteFile file = build.upload("/index.html", "<h1>far away</h1>");
    assertThat(build.publish(file).status()).isEqualTo(204);

    Route route = awaitServed("faraway.localhost", id);
    assertThat(route.storedIn()).isEqualTo(ApiFixture.FAR);
    DeploymentId deployment = DeploymentId.parse(id);
    assertThat(api.storage.manifests(ApiFixture.FAR).find(route.project(), deployment)).isPresent();
    assertThat(api.storage.manifests(StorageRegion.HOME).find(route.project(), deployment))
        .isEmpty();
    assertThat(api.storage.blobs(ApiFixture.FAR).length(route.project(), file.blob().sha256()))
        .hasValue(file.blob().length());
    S3LogArchive logs = new S3LogArchive(api.storage.bucket(ApiFixture.FAR));
    ApiFixture.await(() -> logs.find(route.project(), deployment), Optional::isPresent);
  }

  @Test
  void aPublishedBuildIsReadyAndServed() throws IOException {
    project("published");
    String id = deploy("published");
    FakeBuild build = FakeBuild.claim(id, 1);
    Commit commit = new Commit("a".repeat(40), "main", "First", "Ada");

    build.events(
        new BuildEvent.PhaseStarted(1, Instant.EPOCH, Phase.CLONING),
        new BuildEvent.CommitResolved(2, Instant.EPOCH, commit),
        new BuildEvent.PhaseFinished(3, Instant.EPOCH.plusSeconds(2), Phase.CLONING));
    SiteFile file = build.upload("/index.html", "<h1>published</h1>");
    assertThat(build.publish(file).status()).isEqualTo(204);

    ApiFixture.Answer deployment = api.get("/v1/deployments/" + id);
    assertThat(deployment.text("state")).isEqualTo("ready");
    assertThat(deployment.body().path("served").asBoolean()).isTrue();
    assertThat(deployment.body().path("live").asBoolean()).isTrue();
    assertThat(deployment.body().path("phases").path(0).path("finishedAt").asText())
        .isEqualTo("1970-01-01T00:00:02Z");
    assertThat(api.get("/v1/projects/published").text("productionBranch")).isEqualTo("main");
    awaitServed("published.localhost", id);
    assertThat(awaitServed("published-" + id + ".localhost", id).production()).isFalse();
  }

  @Test
  void onlyWhatIsMissingMayBeUploaded() {
    project("incremental");
    FakeBuild first = FakeBuild.claim(deploy("incremental"), 1);
    SiteFile file = first.upload("/index.html", "<h1>same</h1>");
    first.publish(file);

    FakeBuild second = FakeBuild.claim(deploy("incremental"), 1);

    assertThat(second.missing(file.blob())).isEmpty();
    assertThat(second.missing(blob("other"))).hasSize(1);
  }

  @Test
  void aMissingBlobIsNotPublished() {
    project("holes");
    String id = deploy("holes");
    FakeBuild build = FakeBuild.claim(id, 1);
    SiteFile never =
        new SiteFile(
            SitePath.parse("/index.html"), "text/html", false, blob("never uploaded"), Map.of());

    ApiFixture.Answer answer = build.publish(never);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("detail")).contains("has not been uploaded");
    assertThat(api.get("/v1/deployments/" + id).text("state")).isEqualTo("building");
  }

  @Test
  void aFailureKeepsWhatIsServed() throws IOException {
    project("failing");
    String good = publish("failing", "<h1>good</h1>");
    String bad = deploy("failing");
    FakeBuild build = FakeBuild.claim(bad, 1);

    build.events(
        new BuildEvent.Failed(
            1, Instant.EPOCH, new Failure(FailureCode.COMMAND_FAILED, "It broke.", 7L)));

    ApiFixture.Answer failed = api.get("/v1/deployments/" + bad);
    assertThat(failed.text("state")).isEqualTo("failed");
    assertThat(failed.body().path("failure").path("code").asText()).isEqualTo("COMMAND_FAILED");
    assertThat(failed.body().path("failure").path("logLine").asInt()).isEqualTo(7);
    assertThat(build.heartbeat()).isEqualTo(409);
    awaitServed("failing.localhost", good);
  }

  @Test
  void aSlowOldBuildDoesNotUndoANewerOne() throws IOException {
    project("races");
    String old = deploy("races");
    FakeBuild slow = FakeBuild.claim(old, 1);
    String young = publish("races", "<h1>new</h1>");

    slow.publish(slow.upload("/index.html", "<h1>old</h1>"));

    assertThat(api.get("/v1/deployments/" + old).text("state")).isEqualTo("ready");
    awaitServed("races.localhost", young);
  }

  @Test
  void aRunningBuildDoesNotUndoARollback() throws IOException {
    project("sticky");
    String first = publish("sticky", "<h1>1</h1>");
    publish("sticky", "<h1>2</h1>");
    FakeBuild running = FakeBuild.claim(deploy("sticky"), 1);

    assertThat(api.post("/v1/projects/sticky/rollback", "{}").text("id")).isEqualTo(first);
    running.publish(running.upload("/index.html", "<h1>3</h1>"));

    awaitServed("sticky.localhost", first);
    String next = publish("sticky", "<h1>4</h1>");
    awaitServed("sticky.localhost", next);
  }

  @Test
  void thereIsNothingToRollBackToBeforeTheSecondDeployment() {
    project("single");
    publish("single", "<h1>1</h1>");

    ApiFixture.Answer answer = api.post("/v1/projects/single/rollback", "{}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("detail")).contains("no earlier deployment");
  }

  @Test
  void aLostBuildIsTriedAgainAndItsTokenIsWorthless() {
    project("lost");
    String id = deploy("lost");
    FakeBuild first = FakeBuild.claim(id, 1);

    api.launcher.lose(id);
    FakeBuild second = FakeBuild.claim(id, 2);

    assertThat(first.heartbeat()).isEqualTo(409);
    assertThat(first.publish(first.upload("/index.html", "stale")).status()).isEqualTo(409);
    assertThat(second.heartbeat()).isEqualTo(204);
  }

  @Test
  void aBuildThatIsLostTooOftenFails() {
    project("doomed");
    String id = deploy("doomed");
    for (int attempt = 1; attempt <= 3; attempt++) {
      FakeBuild.claim(id, attempt);
      api.launcher.lose(id);
    }

    ApiFixture.Answer failed =
        ApiFixture.await(
            () -> api.get("/v1/deployments/" + id),
            answer -> !answer.text("state").equals("building"));

    assertThat(failed.body().path("failure").path("code").asText())
        .isEqualTo("PLATFORM_BUILD_LOST");
  }

  @Test
  void aSilentBuildLosesItsLease() {
    project("silent");
    String id = deploy("silent");
    FakeBuild build = FakeBuild.claim(id, 1);

    FakeBuild.claim(id, 2);

    assertThat(build.heartbeat()).isEqualTo(409);
  }

  @Test
  void aCancelledBuildIsStopped() {
    project("cancelled");
    String id = deploy("cancelled");
    FakeBuild build = FakeBuild.claim(id, 1);

    ApiFixture.Answer cancelled = api.post("/v1/deployments/" + id + "/cancel", "{}");

    assertThat(cancelled.text("state")).isEqualTo("cancelled");
    assertThat(cancelled.text("cancelReason")).isEqualTo("user");
    assertThat(api.launcher.wasStopped(id)).isTrue();
    assertThat(build.heartbeat()).isEqualTo(409);
    assertThat(api.post("/v1/deployments/" + id + "/cancel", "{}").status()).isEqualTo(200);
  }

  @Test
  void aRetryBuildsTheSameCommit() {
    project("again");
    String id = deploy("again");
    FakeBuild build = FakeBuild.claim(id, 1);
    build.events(
        new BuildEvent.CommitResolved(
            1, Instant.EPOCH, new Commit("b".repeat(40), "main", "Message", "Ada")),
        new BuildEvent.Failed(
            2, Instant.EPOCH, new Failure(FailureCode.TIMED_OUT, "Too slow.", null)));

    ApiFixture.Answer retry = api.post("/v1/deployments/" + id + "/retry", "{}");

    assertThat(retry.status()).isEqualTo(201);
    assertThat(retry.body().path("commit").path("sha").asText()).isEqualTo("b".repeat(40));
    assertThat(retry.text("id")).isNotEqualTo(id);
  }

  @Test
  void everyLogLineIsKeptOnceHoweverOftenItIsSent() {
    project("logging");
    String id = deploy("logging");
    FakeBuild build = FakeBuild.claim(id, 1);

    assertThat(build.log(1, 3)).isEqualTo(204);
    assertThat(build.log(1, 3)).isEqualTo(204);
    assertThat(build.log(2, 5)).isEqualTo(204);
    assertThat(build.log(9, 9)).as("a gap").isEqualTo(400);

    ApiFixture.Answer page = api.get("/v1/deployments/" + id + "/log?after=1.2");
    assertThat(page.body().path("lines").findValuesAsText("text"))
        .containsExactly("line 3", "line 4", "line 5");
    assertThat(page.text("next")).isEqualTo("1.5");
    assertThat(page.body().path("complete").asBoolean()).isFalse();
  }

  @Test
  void nothingIsLeftOutOfAnAnswerBecauseItIsEmpty() {
    project("blank");
    String id = deploy("blank");
    FakeBuild build = FakeBuild.claim(id, 1);

    assertThat(api.get("/v1/deployments/" + id + "/log").body().path("lines").isArray()).isTrue();
    build.say(1, "");

    assertThat(api.get("/v1/deployments/" + id + "/log").body().at("/lines/0/text").isTextual())
        .isTrue();
  }

  @Test
  void theLogOfAFinishedDeploymentCanStillBeRead() {
    project("archive");
    String id = deploy("archive");
    FakeBuild build = FakeBuild.claim(id, 1);
    build.log(1, 700);
    build.log(701, 1400);
    build.publish(build.upload("/index.html", "done"));

    ApiFixture.Answer page =
        ApiFixture.await(
            () -> api.get("/v1/deployments/" + id + "/log"),
            answer -> answer.body().path("complete").asBoolean());

    assertThat(page.body().path("lines")).hasSize(1400);
  }

  private String publish(String project, String content) {
    String id = deploy(project);
    FakeBuild build = FakeBuild.claim(id, 1);
    assertThat(build.publish(build.upload("/index.html", content)).status()).isEqualTo(204);
    return id;
  }

  private void project(String name) {
    ApiFixture.Answer created =
        api.post(
            "/v1/projects",
            "{\"name\":\"%s\",\"repositoryUrl\":\"https://git.example/a/b\"}".formatted(name));
    assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
  }

  private String deploy(String project) {
    return api.post("/v1/projects/" + project + "/deployments", "{}").text("id");
  }

  private Route awaitServed(String host, String deployment) throws IOException {
    return awaitRoute(
        host, route -> route.served().equals(Optional.of(DeploymentId.parse(deployment))));
  }

  private Route awaitRoute(String host, Predicate<Route> wanted) throws IOException {
    S3RouteTable routes = new S3RouteTable(api.storage.home());
    return ApiFixture.await(
            () -> routes.find(Hostname.parse(host)),
            stored -> stored.filter(s -> wanted.test(s.route())).isPresent())
        .orElseThrow()
        .route();
  }

  private static Blob blob(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new Blob(ContentHash.of(bytes), bytes.length);
  }
}
