package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.build.protocol.PublishRequest;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.SiteRules;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a deployment would answer, and why. */
final class DryRunTest {
  private final ApiFixture api = ApiFixture.instance();
  private final RuledSites sites = new RuledSites(api);

  @Test
  void aDryRunExplainsItself() {
    String id = sites.published("explained", RuledSites.rules());

    JsonNode redirect = sites.resolve(id, "/old/a b?x=1", "");
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

    JsonNode file = sites.resolve(id, "/", "");
    assertThat(file.path("status").asInt()).isEqualTo(200);
    assertThat(file.path("file").asText()).isEqualTo("/index.html");
    assertThat(file.has("rule")).isFalse();

    JsonNode proxied =
        sites.resolve(
            id, "/api/7", "&acceptLanguage=de,en&accept=" + RuledSites.encode("text/html,*/*"));
    assertThat(proxied.path("status").asInt()).isZero();
    assertThat(proxied.path("proxied").asText()).isEqualTo("https://api.example.com/7");
  }

  private static String header(String name, String value, boolean bySite) {
    return "{\"name\":\"%s\",\"value\":\"%s\",\"bySite\":%s}".formatted(name, value, bySite);
  }

  @Test
  void aDryRunAsksWithTheRouteOfTheHost() throws IOException {
    String before = sites.begin("routed");
    FakeBuild first = FakeBuild.claim(before, 1);
    SiteFile asset = first.upload("/a-1a2b3c4d.glb", "bytes");
    SiteFile kept =
        new SiteFile(asset.path(), asset.contentType(), true, asset.blob(), asset.variants());
    assertThat(first.publish(new PublishRequest(NotFoundHandling.NONE, List.of(kept))).status())
        .isEqualTo(204);
    String now = sites.publishNew("routed");
    sites.awaitRoute("routed.localhost", DeploymentId.parse(now));

    JsonNode retained = sites.resolve(now, "/a-1a2b3c4d.glb", "&host=routed.localhost");
    assertThat(retained.path("file").asText()).isEqualTo("/a-1a2b3c4d.glb");
    assertThat(retained.path("headers").toString())
        .contains("immutable")
        .doesNotContain("x-robots-tag");
    assertThat(retained.at("/steps").toString()).contains("deployment " + before);

    JsonNode alone = sites.resolve(now, "/a-1a2b3c4d.glb", "&host=routed-" + now + ".localhost");
    assertThat(alone.path("status").asInt()).isEqualTo(404);
    assertThat(alone.path("headers").toString()).contains("x-robots-tag", "no-store");
  }

  @Test
  void aDryRunAsksByTheSchemeGiven() {
    RedirectRule rule =
        new RedirectRule(
            RuledSites.REDIRECTS,
            new RuleScope("http", "schemes.localhost", "/*", false),
            null,
            "https://schemes.localhost/:splat",
            301,
            true);
    String id = sites.published("schemes", new SiteRules(List.of(rule), null, null));

    assertThat(sites.resolve(id, "/x", "&scheme=http").path("status").asInt()).isEqualTo(301);
    assertThat(sites.resolve(id, "/x", "&scheme=https").path("status").asInt()).isEqualTo(404);
  }

  @Test
  void aDryRunRefusesWhatIsNoRequest() {
    String id = sites.begin("refused");
    String resolution = "/v1/deployments/" + id + "/resolution";

    assertThat(api.get(resolution + "?path=/").text("code")).isEqualTo("STATE_CONFLICT");
    sites.publish(id, SiteRules.NONE);
    assertThat(api.get(resolution + "?path=x").text("field")).isEqualTo("path");
    assertThat(api.get(resolution + "?path=/&host=a_b").text("field")).isEqualTo("host");
    assertThat(api.get(resolution + "?path=/&scheme=ftp").text("field")).isEqualTo("scheme");
    assertThat(api.get(resolution + "?path=/&country=Europe").text("field")).isEqualTo("country");
    assertThat(api.get(resolution).text("file")).isEqualTo("/index.html");
    assertThat(sites.resolve(id, "/../x", "").path("status").asInt()).isEqualTo(400);
    assertThat(api.get("/v1/deployments/dep0000000000000/resolution?path=/").status())
        .isEqualTo(404);
    assertThat(api.get("/v1/deployments/dep0000000000000/rules").status()).isEqualTo(404);
  }
}
