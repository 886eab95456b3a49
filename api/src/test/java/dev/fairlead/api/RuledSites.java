package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.PublishRequest;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.Route;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Projects and deployments for the tests of how sites are served. */
final class RuledSites {
  static final RuleSource REDIRECTS = new RuleSource("_redirects", 2);

  private final ApiFixture api;

  RuledSites(ApiFixture api) {
    this.api = api;
  }

  static SiteRules rules() {
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

  /** A new project without settings, and its first deployment. */
  String begin(String project) {
    project(project, "");
    return deploy(project, "{}");
  }

  /** The first deployment of a new project, published with these rules. */
  String published(String project, SiteRules rules) {
    String id = begin(project);
    publish(id, rules);
    return id;
  }

  /** What the api says of a deployment. */
  JsonNode deployment(String id) {
    return api.get("/v1/deployments/" + id).body();
  }

  /** What the api says of a deployment's rules. */
  ApiFixture.Answer rulesOf(String id) {
    return api.get("/v1/deployments/%s/rules".formatted(id));
  }

  /** Begins a new project whose first build fails. */
  String failed(String project, Failure failure, List<RuleProblem> problems) {
    String id = begin(project);
    FakeBuild.claim(id, 1).events(new BuildEvent.Failed(1, Instant.EPOCH, failure, problems));
    return id;
  }

  void publish(String deployment, SiteRules rules) {
    FakeBuild build = FakeBuild.claim(deployment, 1);
    PublishRequest request =
        new PublishRequest(
            NotFoundHandling.NONE,
            HtmlHandling.DROP_TRAILING_SLASH,
            rules,
            List.of(build.upload("/index.html", "<h1>%s</h1>".formatted(deployment))));
    assertThat(build.publish(request).status()).isEqualTo(204);
  }

  String publishNew(String project) {
    String id = deploy(project, "{}");
    publish(id, SiteRules.NONE);
    return id;
  }

  void project(String name, String more) {
    ApiFixture.Answer answer =
        api.post(
            "/v1/projects",
            "{\"name\": \"%s\", \"repositoryUrl\": \"https://git.example/%s\"%s}"
                .formatted(name, name, more));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
  }

  String deploy(String project, String wish) {
    ApiFixture.Answer answer = api.post("/v1/projects/" + project + "/deployments", wish);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    return answer.text("id");
  }

  JsonNode resolve(String deployment, String path, String more) {
    return api.get(
            "/v1/deployments/%s/resolution?path=%s%s".formatted(deployment, encode(path), more))
        .body();
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  Route awaitRoute(String host, DeploymentId served) throws IOException {
    S3RouteTable table = new S3RouteTable(api.storage.home());
    return ApiFixture.await(
            () -> table.find(Hostname.parse(host)),
            stored -> stored.flatMap(found -> found.route().served()).equals(Optional.of(served)))
        .map(stored -> stored.route())
        .orElseThrow();
  }
}
