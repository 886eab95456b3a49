package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.PublishRequest;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.Route;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import dev.fairlead.site.s3.S3RouteTable;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of a site on their way from its build to its manifest, its page and a dry run. */
final class SiteRulesTest {
  private static final RuleSource REDIRECTS = new RuleSource("_redirects", 2);

  private final ApiFixture api = ApiFixture.instance();

  @Test
  void problemsAreCountedAndListed() {
    project("problems", "");
    String id = deploy("problems", "{}");
    publish(id, rules());

    JsonNode deployment = api.get("/v1/deployments/" + id).body();
    JsonNode rules = api.get("/v1/deployments/" + id + "/rules").body();

    assertThat(deployment.at("/ruleProblems/errors").asInt()).isEqualTo(1);
    assertThat(deployment.at("/ruleProblems/warnings").asInt()).isEqualTo(1);
    assertThat(rules.path("redirects").asInt()).isEqualTo(2);
    assertThat(rules.path("headers").asInt()).isEqualTo(1);
    assertThat(rules.path("htmlHandling").asText()).isEqualTo("drop-trailing-slash");
    assertThat(rules.path("problems"))
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"file\":\"_redirects\",\"line\":2,\"severity\":\"error\",\"sentence\":\"The status"
                + " is 300.\"}",
            "{\"file\":\"_redirects\",\"line\":2,\"severity\":\"warning\",\"sentence\":\"This is"
                + " never reached.\"}");
  }

  @Test
  void problemsForWhichABuildFailedAreListedToo() {
    project("failing", "");
    String id = deploy("failing", "{}");
    FakeBuild build = FakeBuild.claim(id, 1);
    Failure failure = new Failure(FailureCode.OUTPUT_INVALID, "Rules have 1 error.", null);
    build.events(new BuildEvent.Failed(1, Instant.EPOCH, failure, rules().problems()));

    JsonNode deployment = api.get("/v1/deployments/" + id).body();
    ApiFixture.Answer rules = api.get("/v1/deployments/" + id + "/rules");

    assertThat(deployment.path("state").asText()).isEqualTo("failed");
    assertThat(deployment.at("/ruleProblems/errors").asInt()).isEqualTo(1);
    assertThat(deployment.at("/ruleProblems/warnings").asInt()).isEqualTo(1);
    assertThat(rules.status()).isEqualTo(200);
    assertThat(rules.body().has("redirects")).isFalse();
    assertThat(rules.body().path("problems"))
        .extracting(problem -> problem.path("sentence").asText())
        .containsExactly("The status is 300.", "This is never reached.");
  }

  @Test
  void aDeploymentThatFailedForAnotherReasonHasNoRules() {
    project("broken", "");
    String id = deploy("broken", "{}");
    FakeBuild.claim(id, 1)
        .events(
            new BuildEvent.Failed(
                1, Instant.EPOCH, new Failure(FailureCode.COMMAND_FAILED, "It broke.", 7L)));

    assertThat(api.get("/v1/deployments/" + id + "/rules").text("code"))
        .isEqualTo("STATE_CONFLICT");
    assertThat(api.get("/v1/deployments/" + id).body().has("ruleProblems")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          set-cookie         | s=evil; Domain=sites.example | _headers:1: A cookie with Domain would reach other sites; remove the attribute.
          alt-svc            | h3="evil:443"                | _headers:1: A site cannot set alt-svc: the edge decides it for every answer.
          proxy-authenticate | Basic                        | _headers:1: A site cannot set proxy-authenticate: it belongs to the connection.
          Content-Length     | 5                            | _headers:1: Content-Length is no header name
          """)
  void aBuildCannotPublishAHeaderThatIsNotASites(String name, String value, String sentence) {
    String project = "forged-" + name.toLowerCase(Locale.ROOT);
    project(project, "");
    String id = deploy(project, "{}");
    FakeBuild build = FakeBuild.claim(id, 1);
    HeaderRule forged =
        new HeaderRule(
            new RuleSource("_headers", 1),
            RuleScope.ofPath("/*"),
            List.of(new HeaderRule.Field(name, value, false)));

    ApiFixture.Answer refused =
        build.publish(
            new PublishRequest(
                NotFoundHandling.NONE,
                null,
                new SiteRules(null, List.of(forged), null),
                List.of(build.upload("/index.html", "x"))));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("field")).isEqualTo("rules");
    assertThat(refused.text("detail")).startsWith(sentence);
    assertThat(api.get("/v1/deployments/" + id).text("state")).isNotEqualTo("ready");
  }

  @Test
  void aHundredThousandRulesArePublished() {
    project("many-rules", "");
    String id = deploy("many-rules", "{}");
    List<RedirectRule> many =
        IntStream.rangeClosed(1, 100_000)
            .mapToObj(
                i ->
                    new RedirectRule(
                        new RuleSource("_redirects", i),
                        RuleScope.ofPath("/old/" + i),
                        null,
                        "/new/" + i,
                        301,
                        false))
            .toList();

    publish(id, new SiteRules(many, null, null));

    assertThat(resolve(id, "/old/99999", "").path("location").asText()).isEqualTo("/new/99999");
  }

  @Test
  void aDryRunExplainsItself() {
    project("explained", "");
    String id = deploy("explained", "{}");
    publish(id, rules());

    JsonNode redirect = resolve(id, "/old/a b?x=1", "");
    assertThat(redirect.path("status").asInt()).isEqualTo(301);
    assertThat(redirect.path("location").asText()).isEqualTo("/new/a%20b?x=1");
    assertThat(redirect.at("/rule/file").asText()).isEqualTo("_redirects");
    assertThat(redirect.at("/rule/line").asInt()).isEqualTo(2);
    assertThat(redirect.path("headers"))
        .extracting(JsonNode::toString)
        .containsExactly(
            header("x-content-type-options", "nosniff", false),
            header("content-type", "text/plain; charset=utf-8", false),
            header("location", "/new/a%20b?x=1", false),
            header("cache-control", "public, max-age=0, must-revalidate", false),
            header("x-frame-options", "DENY", true));
    assertThat(redirect.path("steps")).isNotEmpty();

    JsonNode file = resolve(id, "/", "");
    assertThat(file.path("status").asInt()).isEqualTo(200);
    assertThat(file.path("file").asText()).isEqualTo("/index.html");
    assertThat(file.has("rule")).isFalse();

    JsonNode proxied =
        resolve(id, "/api/7", "&acceptLanguage=de,en&accept=" + encode("text/html,*/*"));
    assertThat(proxied.path("status").asInt()).isZero();
    assertThat(proxied.path("proxied").asText()).isEqualTo("https://api.example.com/7");
  }

  private static String header(String name, String value, boolean bySite) {
    return "{\"name\":\"%s\",\"value\":\"%s\",\"bySite\":%s}".formatted(name, value, bySite);
  }

  @Test
  void aDryRunAsksWithTheRouteOfTheHost() throws IOException {
    project("routed", "");
    String before = deploy("routed", "{}");
    FakeBuild first = FakeBuild.claim(before, 1);
    SiteFile asset = first.upload("/a-1a2b3c4d.glb", "bytes");
    SiteFile kept =
        new SiteFile(asset.path(), asset.contentType(), true, asset.blob(), asset.variants());
    assertThat(first.publish(new PublishRequest(NotFoundHandling.NONE, List.of(kept))).status())
        .isEqualTo(204);
    String now = publishNew("routed");
    awaitRoute("routed.localhost", DeploymentId.parse(now));

    JsonNode retained = resolve(now, "/a-1a2b3c4d.glb", "&host=routed.localhost");
    assertThat(retained.path("file").asText()).isEqualTo("/a-1a2b3c4d.glb");
    assertThat(retained.path("headers").toString())
        .contains("immutable")
        .doesNotContain("x-robots-tag");
    assertThat(retained.at("/steps").toString()).contains("deployment " + before);

    JsonNode alone = resolve(now, "/a-1a2b3c4d.glb", "&host=routed-" + now + ".localhost");
    assertThat(alone.path("status").asInt()).isEqualTo(404);
    assertThat(alone.path("headers").toString()).contains("x-robots-tag", "no-store");
  }

  @Test
  void aDryRunAsksByTheSchemeGiven() {
    project("schemes", "");
    String id = deploy("schemes", "{}");
    RedirectRule rule =
        new RedirectRule(
            REDIRECTS,
            new RuleScope("http", "schemes.localhost", "/*", false),
            null,
            "https://schemes.localhost/:splat",
            301,
            true);
    publish(id, new SiteRules(List.of(rule), null, null));

    assertThat(resolve(id, "/x", "&scheme=http").path("status").asInt()).isEqualTo(301);
    assertThat(resolve(id, "/x", "&scheme=https").path("status").asInt()).isEqualTo(404);
  }

  @Test
  void aDryRunRefusesWhatIsNoRequest() {
    project("refused", "");
    String id = deploy("refused", "{}");
    String resolution = "/v1/deployments/" + id + "/resolution";

    assertThat(api.get(resolution + "?path=/").text("code")).isEqualTo("STATE_CONFLICT");
    publish(id, SiteRules.NONE);
    assertThat(api.get(resolution + "?path=x").text("field")).isEqualTo("path");
    assertThat(api.get(resolution + "?path=/&host=a_b").text("field")).isEqualTo("host");
    assertThat(api.get(resolution + "?path=/&scheme=ftp").text("field")).isEqualTo("scheme");
    assertThat(api.get(resolution + "?path=/&country=Europe").text("field")).isEqualTo("country");
    assertThat(api.get(resolution).text("file")).isEqualTo("/index.html");
    assertThat(resolve(id, "/../x", "").path("status").asInt()).isEqualTo(400);
    assertThat(api.get("/v1/deployments/dep0000000000000/resolution?path=/").status())
        .isEqualTo(404);
    assertThat(api.get("/v1/deployments/dep0000000000000/rules").status()).isEqualTo(404);
  }

  @Test
  void howASiteIsServedIsASettingOfProjectAndDeployment() {
    project("settings", ", \"htmlHandling\": \"none\", \"notFound\": \"404-page\"");

    assertThat(api.get("/v1/projects/settings").text("htmlHandling")).isEqualTo("none");
    String id = deploy("settings", "{\"notFound\": \"single-page-application\"}");
    JsonNode settings = FakeBuild.settingsOf(id);
    assertThat(settings.path("htmlHandling").asText()).isEqualTo("none");
    assertThat(settings.path("notFound").asText()).isEqualTo("single-page-application");
  }

  @ParameterizedTest
  @CsvSource({"htmlHandling, pretty", "notFound, index.html"})
  void anUnknownSettingIsRefusedWithTheKnownOnes(String field, String value) {
    ApiFixture.Answer answer =
        api.post("/v1/projects", "{\"name\": \"never\", \"%s\": \"%s\"}".formatted(field, value));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(answer.text("detail")).contains(value, "expected:", "none");
  }

  @Test
  void whatAHostServedBeforeIsRetainedForAWhile() throws IOException {
    project("retained", "");
    List<DeploymentId> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(DeploymentId.parse(publishNew("retained")));
    }

    Route route = awaitRoute("retained.localhost", ids.get(2));
    assertThat(route.retained())
        .extracting(Route.Retained::deployment)
        .containsExactly(ids.get(1), ids.get(0));
    assertThat(route.retained())
        .allSatisfy(
            earlier ->
                assertThat(Duration.between(Instant.now(), earlier.until()))
                    .isBetween(Duration.ofDays(7).minusMinutes(5), Duration.ofDays(7)));

    api.post("/v1/projects/retained/rollback", "{\"deployment\": \"%s\"}".formatted(ids.get(0)));
    Route rolledBack = awaitRoute("retained.localhost", ids.get(0));
    assertThat(rolledBack.retained())
        .extracting(Route.Retained::deployment)
        .containsExactly(ids.get(2), ids.get(1));
    assertThat(awaitRoute("retained-" + ids.get(1) + ".localhost", ids.get(1)).retained())
        .isEmpty();
  }

  @Test
  void onlySoManyAreRetained() throws IOException {
    project("many", "");
    String newest = "";
    for (int i = 0; i < Route.MAX_RETAINED + 3; i++) {
      newest = publishNew("many");
    }

    Route route = awaitRoute("many.localhost", DeploymentId.parse(newest));

    assertThat(route.retained()).hasSize(Route.MAX_RETAINED);
  }

  private static SiteRules rules() {
    RedirectRule redirect =
        new RedirectRule(REDIRECTS, RuleScope.ofPath("/old/*"), null, "/new/:splat", 301, false);
    RedirectRule proxy =
        new RedirectRule(
            new RuleSource("_redirects", 3),
            RuleScope.ofPath("/api/*"),
            null,
            "https://api.example.com/:splat",
            200,
            false);
    HeaderRule header =
        new HeaderRule(
            new RuleSource("_headers", 1),
            RuleScope.ofPath("/*"),
            List.of(new HeaderRule.Field("x-frame-options", "DENY", false)));
    return new SiteRules(
        List.of(redirect, proxy),
        List.of(header),
        List.of(
            new RuleProblem(REDIRECTS, RuleProblem.Severity.ERROR, "The status is 300."),
            new RuleProblem(REDIRECTS, RuleProblem.Severity.WARNING, "This is never reached.")));
  }

  private void publish(String deployment, SiteRules rules) {
    FakeBuild build = FakeBuild.claim(deployment, 1);
    PublishRequest request =
        new PublishRequest(
            NotFoundHandling.NONE,
            HtmlHandling.DROP_TRAILING_SLASH,
            rules,
            List.of(build.upload("/index.html", "<h1>%s</h1>".formatted(deployment))));
    assertThat(build.publish(request).status()).isEqualTo(204);
  }

  private String publishNew(String project) {
    String id = deploy(project, "{}");
    publish(id, SiteRules.NONE);
    return id;
  }

  private void project(String name, String more) {
    ApiFixture.Answer answer =
        api.post(
            "/v1/projects",
            "{\"name\": \"%s\", \"repositoryUrl\": \"https://git.example/%s\"%s}"
                .formatted(name, name, more));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
  }

  private String deploy(String project, String wish) {
    ApiFixture.Answer answer = api.post("/v1/projects/" + project + "/deployments", wish);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    return answer.text("id");
  }

  private JsonNode resolve(String deployment, String path, String more) {
    return api.get(
            "/v1/deployments/%s/resolution?path=%s%s".formatted(deployment, encode(path), more))
        .body();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Route awaitRoute(String host, DeploymentId served) throws IOException {
    S3RouteTable table = new S3RouteTable(api.storage.home());
    return ApiFixture.await(
            () -> table.find(Hostname.parse(host)),
            stored -> stored.flatMap(found -> found.route().served()).equals(Optional.of(served)))
        .map(stored -> stored.route())
        .orElseThrow();
  }
}
