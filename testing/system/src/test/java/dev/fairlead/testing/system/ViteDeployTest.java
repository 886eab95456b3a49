package dev.fairlead.testing.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.TestRepository;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real Vite + React + TypeScript project, from a git host to the bytes at the edge. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ViteDeployTest {
  private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");
  private static final String NAVIGATION = "text/html,application/xhtml+xml,*/*;q=0.8";
  private static final String OLD_HEADING = "Get started";
  private static final String NEW_HEADING = "Served by Fairlead";

  private final Platform platform;
  private TestRepository repository;
  private Cli.Result result;
  private JsonNode deployment;
  private String site;

  ViteDeployTest(Platform platform) {
    this.platform = platform;
  }

  @BeforeAll
  void deploy() throws Exception {
    Path project = ViteProject.scaffold(platform.folder("vite-scaffold"), "app");
    repository = TestRepository.create(platform.folder("vite-repository")).copyFrom(project);
    repository.commit("Scaffold");
    String url = platform.git().serve("vite-app", repository).toString();
    result = platform.cli().run("deploy", url, "--json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    deployment = Api.JSON.readTree(result.out());
    site = deployment.path("siteUrl").asText();
  }

  @AfterAll
  void close() {
    repository.close();
  }

  @Test
  void thePlanAndThePhasesAreShown() {
    assertThat(site).isEqualTo(platform.siteOf("vite-app"));
    assertThat(deployment.at("/plan/framework").asText()).isEqualTo("Vite");
    assertThat(deployment.at("/plan/isolation").asText()).isEqualTo("bubblewrap");
    assertThat(deployment.at("/plan/installCommand").asText()).startsWith("npm ci");
    assertThat(deployment.at("/plan/outputDirectory").asText()).isEqualTo("dist");
    assertThat(deployment.path("phases"))
        .extracting(phase -> phase.path("name").asText())
        .containsExactly(
            "provisioning",
            "cloning",
            "detecting",
            "installing",
            "building",
            "collecting",
            "uploading",
            "publishing");
    assertThat(deployment.path("phases"))
        .allSatisfy(phase -> assertThat(phase.hasNonNull("finishedAt")).isTrue());
  }

  @Test
  void theLogIsFollowed() {
    assertThat(result.err()).contains("npm ci", "vite", "built in");
  }

  @Test
  void everyAssetAnswersWithItsTypeAndIsKeptForever() throws Exception {
    HttpResponse<byte[]> index = platform.edge().get(site + "/");
    assertThat(index.statusCode()).isEqualTo(200);
    assertThat(Edge.header(index, "content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(Edge.header(index, "cache-control")).doesNotContain("immutable");

    List<String> assets = assetsOf(Edge.textOf(index));
    assertThat(assets).anyMatch(path -> path.endsWith(".js")).anyMatch(p -> p.endsWith(".css"));
    for (String path : assets) {
      HttpResponse<byte[]> asset = platform.edge().get(site + path);
      assertThat(asset.statusCode()).as(path).isEqualTo(200);
      assertThat(Edge.header(asset, "content-type")).as(path).isEqualTo(typeOf(path));
      assertThat(asset.body()).as(path).isNotEmpty();
      if (path.startsWith("/assets/")) {
        assertThat(Edge.header(asset, "cache-control")).as(path).contains("immutable");
      }
    }
  }

  @Test
  void theScriptIsSentInTheCodingTheBrowserPrefersAndIsTheSameAfterDecoding() throws Exception {
    String script = site + script();
    HttpResponse<byte[]> plain = platform.edge().get(script, "Accept-Encoding", "identity");
    for (String coding : List.of("br", "gzip")) {
      HttpResponse<byte[]> coded = platform.edge().get(script, "Accept-Encoding", coding);
      assertThat(Edge.header(coded, "content-encoding")).isEqualTo(coding);
      assertThat(Edge.header(coded, "vary")).containsIgnoringCase("accept-encoding");
      assertThat(coded.body().length).isLessThan(plain.body().length);
      assertThat(Decoding.decode(coding, coded.body())).isEqualTo(plain.body());
    }
    assertThat(Edge.header(plain, "content-encoding")).isEmpty();
  }

  @Test
  void aNavigationToARouteOfTheApplicationGetsItsIndexAndAMissingAssetDoesNot() throws Exception {
    HttpResponse<byte[]> navigation =
        platform.edge().get(site + "/users/7", "Accept", NAVIGATION, "Sec-Fetch-Mode", "navigate");
    assertThat(navigation.statusCode()).isEqualTo(200);
    assertThat(Edge.textOf(navigation)).contains("<div id=\"root\">");
    assertThat(platform.edge().get(site + "/assets/gone.js", "Accept", "*/*").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aChangeUploadsOnlyWhatIsNewAndARollbackBringsTheOldBytesBack() throws Exception {
    // Given
    String oldIndex = platform.edge().text(site + "/");
    Path source = repository.directory().resolve("src/App.tsx");
    String code = Files.readString(source);
    assertThat(code).contains(OLD_HEADING);
    repository.write("src/App.tsx", code.replace(OLD_HEADING, NEW_HEADING));
    String commit = repository.commit("Change the heading");

    // When
    String url = platform.git().urlOf("vite-app").toString();
    Cli.Result changed = platform.cli().run("deploy", url, "--quiet", "--json");

    // Then
    assertThat(changed.exitCode()).as(changed.err()).isZero();
    JsonNode second = Api.JSON.readTree(changed.out());
    assertThat(second.at("/commit/sha").asText()).isEqualTo(commit);
    assertThat(second.at("/upload/files").asInt()).isGreaterThanOrEqualTo(5);
    // The index and the script, each as it is and in three codings at most.
    assertThat(second.at("/upload/uploadedBlobs").asInt()).isBetween(2, 8);
    assertThat(second.at("/upload/uploadedBytes").asLong())
        .isLessThan(deployment.at("/upload/uploadedBytes").asLong());
    String newIndex = platform.edge().text(second.path("url").asText() + "/");
    assertThat(newIndex).isNotEqualTo(oldIndex);
    platform.edge().awaitText(site + "/", newIndex);
    assertThat(platform.edge().text(site + script(newIndex))).contains(NEW_HEADING);

    // When
    Cli.Result rollback = platform.cli().run("rollback", "vite-app");

    // Then
    assertThat(rollback.exitCode()).as(rollback.err()).isZero();
    platform.edge().awaitText(site + "/", oldIndex);
    assertThat(platform.edge().text(site + script(oldIndex))).contains(OLD_HEADING);
    assertThat(platform.edge().text(deployment.path("url").asText() + "/")).isEqualTo(oldIndex);
    assertThat(platform.edge().text(second.path("url").asText() + "/")).isEqualTo(newIndex);
  }

  private String script() throws Exception {
    return script(platform.edge().text(site + "/"));
  }

  private static String script(String index) {
    return assetsOf(index).stream().filter(path -> path.endsWith(".js")).findFirst().orElseThrow();
  }

  private static List<String> assetsOf(String index) {
    List<String> paths = new ArrayList<>();
    Matcher matcher = ASSET.matcher(index);
    while (matcher.find()) {
      paths.add(matcher.group(1));
    }
    return paths;
  }

  private static String typeOf(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml; charset=utf-8";
      default -> throw new AssertionError("no type is expected for " + path);
    };
  }
}
