package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testing.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can be reached where builds have a port of their own. */
final class BuildPortTest {
  private final ApiFixture fixture = ApiFixture.instance();

  @Test
  void aBuildReachesNothingButWhatIsForBuilds() throws Exception {
    int port = FreePort.find();
    try (Api api = fixture.startWithBuildPort(port);
        HttpClient http = HttpClient.newHttpClient()) {
      assertThat(post(http, port, "/build/v1/claim")).isEqualTo(400);
      assertThat(get(http, port, "/health")).isEqualTo(200);
      assertThat(get(http, port, "/health/live")).isEqualTo(200);
      for (String path :
          new String[] {"/v1/projects", "/", "/index.html", "/build", "//v1/projects"}) {
        assertThat(get(http, port, path)).as(path).isEqualTo(404);
      }

      assertThat(get(http, api.port(), "/v1/projects")).isEqualTo(200);
      assertThat(get(http, api.port(), "/health")).isEqualTo(200);
      for (String path : new String[] {"/build/v1/claim", "/%62uild/v1/claim", "/build/v1/log"}) {
        assertThat(post(http, api.port(), path)).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void thePortsMustDiffer() {
    assertThatThrownBy(
            () ->
                ApiEnvironment.read(
                    Map.of("FAIRLEAD_API_PORT", "80", "FAIRLEAD_API_BUILD_PORT", "eighty")))
        .hasMessageContaining("FAIRLEAD_API_BUILD_PORT: eighty");
  }

  private int get(HttpClient http, int port, String path) throws Exception {
    return send(http, request(port, path).GET().build());
  }

  private int post(HttpClient http, int port, String path) throws Exception {
    return send(http, request(port, path).POST(HttpRequest.BodyPublishers.ofString("{}")).build());
  }

  private HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
        .header("Authorization", "Bearer " + fixture.token)
        .header("Content-Type", "application/json");
  }

  private static int send(HttpClient http, HttpRequest request)
      throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
