package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a project may be called, and where it may come from. */
final class ProjectsTest {
  private final ApiFixture api = ApiFixture.instance();

  @Test
  void aNameIsGivenOnce() {
    assertThat(create("taken", "https://git.example/a/b").status()).isEqualTo(201);

    ApiFixture.Answer again = create("taken", "https://git.example/c/d");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("code")).isEqualTo("NAME_TAKEN");
    assertThat(again.text("field")).isEqualTo("name");
  }

  @ParameterizedTest
  @CsvSource({
    "My Site, my-site",
    "-leading, leading",
    "trailing-, trailing",
    "dots.in.it, dots-in-it",
    "ünïcode, n-code"
  })
  void aNameThatIsNoLabelIsRefusedWithASuggestion(String name, String suggestion) {
    ApiFixture.Answer answer = create(name, "https://git.example/a/b");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("field")).isEqualTo("name");
    assertThat(answer.text("detail")).contains("“%s”".formatted(suggestion));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://git.example/a/b",
        "file:///etc",
        "ext::sh -c id",
        "git@github.com:a/b.git",
        "https://user:secret@git.example/a/b",
        "--upload-pack=x",
        "https://git.example",
        "ftp://git.example/a"
      })
  void aRepositoryThatMayNotBeClonedIsRefused(String url) {
    ApiFixture.Answer answer = create("refused", url);

    assertThat(answer.status()).as(url).isEqualTo(422);
    assertThat(answer.text("field")).isEqualTo("repositoryUrl");
    assertThat(answer.text("detail")).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../up", "/etc", "a/../../b"})
  void aFolderOutsideTheRepositoryIsRefused(String folder) {
    ApiFixture.Answer answer =
        api.post(
            "/v1/projects", "{\"name\":\"outside\",\"rootDirectory\":\"%s\"}".formatted(folder));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("field")).isEqualTo("rootDirectory");
  }

  @Test
  void aBuildSizeThatDoesNotExistIsRefused() {
    ApiFixture.Answer answer =
        api.post("/v1/projects", "{\"name\":\"huge\",\"buildSize\":\"huge\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("field")).isEqualTo("buildSize");
    assertThat(answer.text("detail")).contains("small, medium, large, xlarge");
  }

  @Test
  void aDeploymentHasTheBuildSizeOfItsProjectUnlessItAsksForAnother() {
    api.post(
        "/v1/projects",
        "{\"name\":\"sized\",\"repositoryUrl\":\"https://git.example/a/b\",\"buildSize\":\"large\"}");

    assertThat(api.get("/v1/projects/sized").text("buildSize")).isEqualTo("large");
    assertThat(api.post("/v1/projects/sized/deployments", "{}").text("buildSize"))
        .isEqualTo("large");
    assertThat(
            api.post("/v1/projects/sized/deployments", "{\"buildSize\":\"small\"}")
                .text("buildSize"))
        .isEqualTo("small");
  }

  @Test
  void aRegionThatIsNotOfferedIsRefusedWithThoseThatAre() {
    assertThat(api.get("/v1/platform").body().path("storageRegions").toString())
        .isEqualTo("[\"local-1\",\"far-1\"]");

    ApiFixture.Answer answer =
        api.post("/v1/projects", "{\"name\": \"nowhere\", \"storageRegion\": \"mars-1\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("field")).isEqualTo("storageRegion");
    assertThat(answer.text("detail")).contains("mars-1").contains("local-1, far-1");
  }

  @Test
  void anAbsentProjectIsNotFound() {
    assertThat(api.get("/v1/projects/nobody").text("code")).isEqualTo("NOT_FOUND");
    assertThat(api.post("/v1/projects/nobody/deployments", "{}").status()).isEqualTo(404);
    assertThat(api.get("/v1/deployments/0000000000000000").status()).isEqualTo(404);
  }

  @Test
  void aMalformedBodyIsNamed() {
    ApiFixture.Answer answer = api.post("/v1/projects", "{\"name\":");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("REQUEST_INVALID");
  }

  @Test
  void aProjectWithoutARepositoryWantsAnUpload() {
    api.post("/v1/projects", "{\"name\":\"uploads-only\"}");

    ApiFixture.Answer answer = api.post("/v1/projects/uploads-only/deployments", "{}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("detail")).contains("./fairlead deploy <folder>");
  }

  @Test
  void anUnknownPathIsAProblemDocument() {
    ApiFixture.Answer answer = api.get("/v1/no-such-thing");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("code")).isEqualTo("NOT_FOUND");
  }

  private ApiFixture.Answer create(String name, String url) {
    return api.post(
        "/v1/projects", "{\"name\":\"%s\",\"repositoryUrl\":\"%s\"}".formatted(name, url));
  }
}
