package dev.fairlead.testing.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.TestRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What people get wrong: each ends in one sentence, the right exit code, and a deployment that is
 * failed with its reason while the one before it stays served.
 */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
  private static final int DEPLOYMENT_FAILED = 1;
  private static final int USAGE = 2;
  private static final int PLATFORM_FAILED = 3;

  private final Platform platform;

  BadInputTest(Platform platform) {
    this.platform = platform;
  }

  @Test
  void anUnknownRepository() throws Exception {
    assertDeploymentFails(
        "REPOSITORY_NOT_FOUND",
        "There is no git repository at",
        "bad-unknown",
        platform.git().urlOf("nobody-knows").toString());
  }

  @Test
  void aPrivateRepository() throws Exception {
    assertDeploymentFails(
        "REPOSITORY_ACCESS_DENIED",
        "its host asks for a password",
        "bad-private",
        platform.git().servePrivate("secret").toString());
  }

  @Test
  void aHostThatDoesNotExist() throws Exception {
    assertDeploymentFails(
        "REPOSITORY_UNREACHABLE",
        "the host name does not exist",
        "bad-host",
        "https://no.such.host.invalid/a/b");
  }

  @Test
  void aMissingBranch() throws Exception {
    assertFailsBesideAServedSite(
        "REF_NOT_FOUND", "no branch or tag called nowhere", "--branch", "nowhere");
  }

  @Test
  void aFailingInstall() throws Exception {
    assertFailsBesideAServedSite(
        "COMMAND_FAILED", "exit code 3", "--install", "echo 'Error: no such package'; exit 3");
  }

  @Test
  void aFailingBuild() throws Exception {
    assertFailsBesideAServedSite("COMMAND_FAILED", "exit code 7", "--build", "exit 7");
  }

  @Test
  void aBuildWithoutOutput() throws Exception {
    assertFailsBesideAServedSite(
        "OUTPUT_MISSING", "nothing in dist", "--output", "dist", "--build", "true");
  }

  @Test
  void aRepositoryWithNothingToServe() throws Exception {
    try (TestRepository repository = TestRepository.create(platform.folder("bad-nothing"))) {
      repository.write("README.md", "Hello").commit("Say hello");
      String url = platform.git().serve("bad-nothing", repository).toString();
      assertDeploymentFails("NOTHING_TO_SERVE", "", "bad-nothing", url);
    }
  }

  @Test
  void anEmptyRepository() throws Exception {
    try (TestRepository repository = TestRepository.create(platform.folder("bad-empty"))) {
      String url = platform.git().serve("bad-empty", repository).toString();
      assertDeploymentFails("REPOSITORY_EMPTY", "push one", "bad-empty", url);
    }
  }

  @Test
  void aNameThatIsTaken() throws Exception {
    Sources.project(platform, "bad-taken", "first");
    Cli.Result deploy =
        platform.cli().run("deploy", "https://git.invalid/other/site", "--name", "bad-taken");
    assertRefused(deploy, USAGE, "choose another name with --name");

    Path folder = platform.folder("bad-taken-folder");
    Folders.write(folder, "index.html", "second");
    assertThat(platform.cli().run("deploy", folder.toString(), "--quiet").exitCode()).isZero();
    Cli.Result repository =
        platform.cli().run("deploy", "https://git.invalid/a/b", "--name", "bad-taken-folder");
    assertRefused(repository, USAGE, "deploys uploaded folders; choose another name");

    HttpResponse<String> again =
        platform
            .api()
            .send(
                "POST",
                "/v1/projects",
                "{\"name\": \"bad-taken\"}",
                Map.of("Authorization", "Bearer " + platform.api().token()));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(Api.JSON.readTree(again.body()).path("code").asText()).isEqualTo("NAME_TAKEN");
  }

  @Test
  void aNameThatIsNoDnsLabel() throws Exception {
    Path folder = platform.folder("bad-name");
    Folders.write(folder, "index.html", "x");
    for (String name : List.of("My Site", "-x", "x".repeat(47), "ümlaut", "a.b", "a/b")) {
      assertRefused(
          platform.cli().run("deploy", folder.toString(), "--name", name),
          USAGE,
          "cannot be part of an address");
    }
    assertRefused(
        platform.cli().run("deploy", folder.toString(), "--name", "api"), USAGE, "reserved");
  }

  @Test
  void whatIsNoRepositoryAddress() {
    for (String source :
        List.of(
            "git@git.invalid:user/site.git",
            "ftp://git.invalid/user/site",
            "https://user:secret@git.invalid/user/site",
            "https://git.invalid/",
            "ext::sh -c true://x",
            "no-such-folder")) {
      Cli.Result result = platform.cli().run("deploy", source, "--name", "bad-address");
      assertRefused(result, USAGE, "");
    }
    Cli.Result list = platform.cli().run("list", "bad-address");
    assertThat(list.exitCode()).isEqualTo(USAGE);
  }

  @Test
  void aFolderThatIsEmpty() throws Exception {
    Path empty = platform.folder("bad-empty-folder");
    assertRefused(platform.cli().run("deploy", empty.toString()), USAGE, "has no files to deploy");
    Folders.write(empty, ".gitignore", "*\n");
    Folders.write(empty, "index.html", "x");
    assertRefused(platform.cli().run("deploy", empty.toString()), USAGE, "has no files to deploy");
  }

  @Test
  void whatDoesNotExist() {
    assertRefused(platform.cli().run("logs", "no-such-thing"), USAGE, "no project or deployment");
    assertRefused(platform.cli().run("cancel", "../x"), USAGE, "no project or deployment");
    assertRefused(platform.cli().run("rollback", "no-such-thing"), USAGE, "no such project");
    assertRefused(platform.cli().run("rollback", "a b/../c"), USAGE, "no such project");
    assertRefused(platform.cli().run("list", "No Such Thing"), USAGE, "no such project");
    assertRefused(platform.cli().run("open", "no such?thing"), USAGE, "no such project");
    assertThat(platform.cli().run("deploy").exitCode()).isEqualTo(USAGE);
    assertThat(platform.cli().run("dance").exitCode()).isEqualTo(USAGE);
  }

  @Test
  void nothingToRollBackTo() throws Exception {
    Sources.project(platform, "bad-rollback", "x");
    assertRefused(platform.cli().run("rollback", "bad-rollback"), USAGE, "nothing to roll back");
    assertRefused(platform.cli().run("logs", "bad-rollback"), USAGE, "no deployments yet");
  }

  @Test
  void anApiThatIsDown() throws Exception {
    Path never = platform.folder("never-started");
    Cli.Result notRunning = new Cli(never).run("list");
    assertRefused(notRunning, PLATFORM_FAILED, "Start it with ./fairlead up");

    URI closed = URI.create("http://localhost:" + FreePorts.one());
    Path stale = platform.folder("stale");
    Folders.write(stale, "owner-token", "flt_x\n");
    Folders.write(
        stale,
        "run.json",
        "{\"apiUrl\": \"%s\", \"ownerTokenFile\": \"%s\"}"
            .formatted(closed, stale.resolve("owner-token")));
    assertRefused(new Cli(stale).run("list"), PLATFORM_FAILED, "cannot be reached");
  }

  @Test
  void aTokenThatIsNotAccepted() throws Exception {
    Path folder = platform.folder("wrong-token");
    Folders.write(folder, "owner-token", "flt_wrong\n");
    Folders.write(
        folder,
        "run.json",
        "{\"apiUrl\": \"%s\", \"ownerTokenFile\": \"%s\"}"
            .formatted(platform.api().url(), folder.resolve("owner-token")));
    assertRefused(new Cli(folder).run("list"), USAGE, "does not accept the token");
  }

  @Test
  void aSecondStartOnTheSameData() throws Exception {
    ChildPlatform.Result second = ChildPlatform.failToStart(platform.config().data());
    assertThat(second.exitCode()).isEqualTo(PLATFORM_FAILED);
    assertThat(second.complaint()).hasSize(1).first().asString().contains("already running on");
    assertThat(platform.cli().run("list").exitCode()).isZero();
  }

  @Test
  void aPortThatIsTaken() throws Exception {
    int taken = platform.config().ports().api();
    ChildPlatform.Result result =
        ChildPlatform.failToStart(
            platform.folder("port-taken").resolve("data"), "--port-base", String.valueOf(taken));
    assertThat(result.exitCode()).isEqualTo(PLATFORM_FAILED);
    assertThat(result.complaint())
        .hasSize(1)
        .first()
        .asString()
        .contains("Port %d is used by another program".formatted(taken), "--port-base");
  }

  @Test
  void aDataFolderThatCannotBeWritten() throws Exception {
    Path file = Folders.write(platform.folder("unwritable"), "file", "not a folder");
    for (Path data : List.of(file, file.resolve("data"), Path.of("/proc/fairlead"))) {
      ChildPlatform.Result result = ChildPlatform.failToStart(data);
      assertThat(result.exitCode()).isEqualTo(PLATFORM_FAILED);
      assertThat(result.complaint())
          .as(data.toString())
          .hasSize(1)
          .first()
          .asString()
          .contains("cannot be written to", "--data DIR");
    }
  }

  /** Deploys what works, then what does not: the first must stay served. */
  private void assertFailsBesideAServedSite(String code, String sentence, String... options)
      throws Exception {
    String name = "bad" + options[0].replace("--", "-");
    Sources.project(platform, name, "the good one");
    String url = platform.git().urlOf(name).toString();
    Cli.Result good = platform.cli().run("deploy", url, "--quiet");
    assertThat(good.exitCode()).as(good.err()).isZero();

    assertDeploymentFails(code, sentence, name, url, options);

    assertThat(platform.edge().text(platform.siteOf(name))).isEqualTo("the good one");
    Cli.Result list = platform.cli().run("list", name, "--json");
    assertThat(Api.JSON.readTree(list.out()))
        .extracting(deployment -> deployment.path("state").asText())
        .containsExactly("failed", "ready");
  }

  private void assertDeploymentFails(
      String code, String sentence, String name, String url, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("deploy", url, "--name", name, "--json"));
    arguments.addAll(List.of(options));
    Cli.Result result = platform.cli().run(arguments.toArray(String[]::new));
    assertRefused(result, DEPLOYMENT_FAILED, sentence);
    JsonNode deployment = Api.JSON.readTree(result.out());
    assertThat(deployment.path("state").asText()).isEqualTo("failed");
    assertThat(deployment.at("/failure/code").asText()).isEqualTo(code);
    assertThat(deployment.at("/failure/message").asText()).isEqualTo(result.complaint());
    assertThat(deployment.path("live").asBoolean()).isFalse();
  }

  private static void assertRefused(Cli.Result result, int exitCode, String sentence) {
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
    assertThat(result.complaint()).isNotBlank().contains(sentence).doesNotContain("\n");
    assertThat(result.complaint()).matches("(?s).*[.:”)]$");
    assertThat(result.err()).doesNotContain("Exception", "\tat ");
  }
}
