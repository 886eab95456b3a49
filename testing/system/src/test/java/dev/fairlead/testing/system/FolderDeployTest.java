package dev.fairlead.testing.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.TestRepository;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Folders, with and without git, from the disk of whoever deploys them to the edge. */
@ExtendWith(SharedPlatform.class)
final class FolderDeployTest {
  private final Platform platform;

  FolderDeployTest(Platform platform) {
    this.platform = platform;
  }

  @Test
  void aPlainFolderIsServedWithoutWhatItsGitignoreFilesExclude() throws Exception {
    // Given
    Path folder = platform.folder("plain-folder");
    Folders.write(folder, "index.html", "<h1>Plain</h1>");
    Folders.write(folder, "about.html", "<h1>About</h1>");
    Folders.write(folder, "assets/style.css", "h1 { color: teal }");
    Folders.write(folder, "404.html", "<h1>Nothing here</h1>");
    Folders.write(folder, ".gitignore", "*.log\n/private/\n");
    Folders.write(folder, "debug.log", "secret");
    Folders.write(folder, "private/keys.txt", "secret");
    Folders.write(folder, "assets/.gitignore", "draft.css\n!kept.log\n");
    Folders.write(folder, "assets/draft.css", "secret");
    Folders.write(folder, "assets/kept.log", "kept");
    Folders.write(folder, "node_modules/a/index.js", "secret");

    // When
    Cli.Result result = platform.cli().run("deploy", folder.toString());

    // Then
    String site = platform.siteOf("plain-folder");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().strip()).isEqualTo(site);
    assertThat(platform.edge().text(site + "/")).isEqualTo("<h1>Plain</h1>");
    assertThat(platform.edge().text(site + "/about")).isEqualTo("<h1>About</h1>");
    assertThat(platform.edge().text(site + "/assets/style.css")).contains("teal");
    assertThat(platform.edge().text(site + "/assets/kept.log")).isEqualTo("kept");
    for (String path :
        new String[] {
          "/debug.log", "/private/keys.txt", "/assets/draft.css", "/node_modules/a/index.js"
        }) {
      HttpResponse<byte[]> answer = platform.edge().get(site + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(Edge.textOf(answer)).as(path).isEqualTo("<h1>Nothing here</h1>");
    }
  }

  @Test
  void aFolderWithGitDeploysItsLastCommitAndNotTheWorkTree() throws Exception {
    // Given
    Path folder = platform.folder("git-folder");
    String commit;
    try (TestRepository repository = TestRepository.create(folder)) {
      commit =
          repository
              .write("index.html", "committed")
              .write("gone.html", "still there")
              .commit("Say it");
      repository.write("index.html", "changed").write("new.html", "new").delete("gone.html");
    }

    // When
    Cli.Result result = platform.cli().run("deploy", folder.toString(), "--json");

    // Then
    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode deployment = Api.JSON.readTree(result.out());
    assertThat(deployment.at("/commit/sha").asText()).isEqualTo(commit);
    assertThat(deployment.at("/commit/branch").asText()).isEqualTo("main");
    assertThat(deployment.at("/commit/message").asText()).isEqualTo("Say it");
    assertThat(result.err()).contains("uncommitted changes");
    String site = deployment.path("siteUrl").asText();
    assertThat(platform.edge().text(site)).isEqualTo("committed");
    assertThat(platform.edge().text(site + "/gone")).isEqualTo("still there");
    assertThat(platform.edge().get(site + "/new").statusCode()).isEqualTo(404);
  }

  @Test
  void theSameFolderUploadsNothingTheSecondTime() throws Exception {
    // Given
    Path folder = platform.folder("twice");
    Folders.write(folder, "index.html", "one");
    Folders.write(folder, "two.html", "two");
    platform.cli().run("deploy", folder.toString(), "--quiet");

    // When
    Cli.Result result = platform.cli().run("deploy", folder.toString(), "--quiet", "--json");

    // Then
    JsonNode deployment = Api.JSON.readTree(result.out());
    assertThat(deployment.at("/upload/files").asInt()).isEqualTo(2);
    assertThat(deployment.at("/upload/uploadedBlobs").asInt()).isZero();
    assertThat(deployment.at("/plan/framework").asText()).isEqualTo("Static files");
  }

  @Test
  void aBackslashInANameIsRefusedAsSuchWithGitAndWithout() throws Exception {
    // Given
    Path plain = platform.folder("backslash-plain");
    Folders.write(plain, "index.html", "x");
    Folders.write(plain, "a\\b.html", "x");
    Folders.write(plain, "c\\d.html", "x");
    Path withGit = platform.folder("backslash-git");
    List<String> ways;
    try (TestRepository repository = TestRepository.create(withGit)) {
      repository
          .write("index.html", "x")
          .write("a\\b.html", "x")
          .write("c\\d.html", "x")
          .commit("Two names that no address can have");
      String url = platform.git().serve("backslash", repository).toString();
      ways = List.of(plain.toString(), withGit.toString(), url);
    }

    for (String from : ways) {
      // When
      Cli.Result result =
          platform.cli().run("deploy", from, "--name", "backslash-" + ways.indexOf(from));

      // Then
      assertThat(result.exitCode()).as(from).isEqualTo(1);
      assertThat(result.err())
          .as(from)
          .contains("2 files of the output cannot be published: /a\\b.html", "/c\\d.html");
    }
  }
}
