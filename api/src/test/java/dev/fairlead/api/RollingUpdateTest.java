package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.SiteFile;
import dev.fairlead.testing.FreePort;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** While an update rolls, two apis share one database, and one of them goes. */
final class RollingUpdateTest {
  private final ApiFixture fixture = ApiFixture.instance();

  @Test
  void aBuildOutlivesTheApiThatLaunchedIt() throws Exception {
    fixture.post(
        "/v1/projects", "{\"name\": \"rolling\", \"repositoryUrl\": \"https://git.example/a\"}");
    FakeBuild build;
    String id;
    try (Api other = fixture.startWithBuildPort(FreePort.find())) {
      id =
          fixture
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://127.0.0.1:%d/v1/projects/rolling/deployments"
                                  .formatted(other.port())))
                      .header("Authorization", "Bearer " + fixture.token)
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString("{}"))
                      .build())
              .text("id");
      build = FakeBuild.claim(id, 1);
      assertThat(build.log(1, 10)).isEqualTo(204);
    }

    assertThat(build.heartbeat()).isEqualTo(204);
    assertThat(build.log(11, 20)).isEqualTo(204);
    SiteFile file = build.upload("/index.html", "<h1>rolled</h1>");
    assertThat(build.publish(file).status()).isEqualTo(204);

    ApiFixture.Answer deployment = fixture.get("/v1/deployments/" + id);
    assertThat(deployment.text("state")).isEqualTo("ready");
    assertThat(deployment.body().path("live").asBoolean()).isTrue();
    assertThat(fixture.get("/v1/deployments/%s/log".formatted(id)).body().path("lines"))
        .hasSize(20);
  }
}
