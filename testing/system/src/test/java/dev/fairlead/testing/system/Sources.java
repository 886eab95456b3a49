package dev.fairlead.testing.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.TestRepository;
import java.util.Map;

/** Small repositories whose builds do what a test wants to see. */
final class Sources {
  private Sources() {}

  /** Makes a project of a repository that holds one page. */
  static void project(Platform platform, String name, String page) throws Exception {
    try (TestRepository repository = TestRepository.create(platform.folder(name))) {
      repository.write("index.html", page).commit("A page");
      platform
          .api()
          .post(
              "/v1/projects",
              Map.of(
                  "name",
                  name,
                  "repositoryUrl",
                  platform.git().serve(name, repository).toString()));
    }
  }

  /** Deploys the page with a build command, and returns the deployment's id at once. */
  static String deploy(Platform platform, String project, String buildCommand) throws Exception {
    JsonNode deployment =
        platform
            .api()
            .post(
                "/v1/projects/%s/deployments".formatted(project),
                Map.of(
                    "buildCommand",
                    buildCommand + "; mkdir dist && cp index.html dist/",
                    "outputDirectory",
                    "dist"));
    return deployment.path("id").asText();
  }

  /** A shell command that prints numbered lines, with a pause of so many seconds after each. */
  static String printLines(int count, String pause) {
    return "i=0; while [ $i -lt %d ]; do i=$((i+1)); echo \"line $i\"; sleep %s; done"
        .formatted(count, pause);
  }
}
