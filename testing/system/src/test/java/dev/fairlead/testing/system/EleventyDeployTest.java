package dev.fairlead.testing.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.TestRepository;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An Eleventy site with a lockfile, from a git host to the bytes at the edge. */
@ExtendWith(SharedPlatform.class)
final class EleventyDeployTest {
  private final Platform platform;

  EleventyDeployTest(Platform platform) {
    this.platform = platform;
  }

  @Test
  void anEleventySiteIsBuiltAndItsPagesHaveCleanAddresses() throws Exception {
    // Given
    URL resource = Objects.requireNonNull(getClass().getResource("/eleventy/package.json"));
    Path project = Path.of(resource.toURI()).getParent();
    try (TestRepository repository = TestRepository.create(platform.folder("eleventy"))) {
      repository.copyFrom(project).commit("Notes");
      String url = platform.git().serve("garden-notes", repository).toString();

      // When
      Cli.Result result = platform.cli().run("deploy", url, "--json");

      // Then
      assertThat(result.exitCode()).as(result.err()).isZero();
      JsonNode deployment = Api.JSON.readTree(result.out());
      assertThat(deployment.at("/plan/framework").asText()).isEqualTo("Eleventy");
      assertThat(deployment.at("/plan/outputDirectory").asText()).isEqualTo("_site");
      String site = deployment.path("siteUrl").asText();
      assertThat(platform.edge().text(site + "/"))
          .contains("<h1>Garden notes</h1>", "href=\"/posts/tomatoes/\"");
      assertThat(platform.edge().text(site + "/posts/tomatoes/"))
          .contains("They like the <strong>sun</strong>.");
      assertThat(platform.edge().text(site + "/style.css")).contains("darkgreen");
      assertThat(platform.edge().get(site + "/package.json").statusCode()).isEqualTo(404);
      assertThat(platform.edge().get(site + "/posts/nothing/").statusCode()).isEqualTo(404);
    }
  }
}
