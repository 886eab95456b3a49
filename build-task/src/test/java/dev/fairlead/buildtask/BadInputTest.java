package dev.fairlead.buildtask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.BuildSource;
import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.testing.GitServer;
import dev.fairlead.testing.TestRepository;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to be wrong ends in one sentence that says what to do. */
final class BadInputTest {
  private static final String NO_COMMIT = "0123456789012345678901234567890123456789";

  @TempDir private Path folder = Path.of("");

  @Test
  void anUnknownRepository() throws Exception {
    try (GitServer git = GitServer.start()) {
      Failure failure = fail(TestBuild.spec(TestBuild.git(git.urlOf("nothing"))));

      assertThat(failure.code()).isEqualTo(FailureCode.REPOSITORY_NOT_FOUND);
      assertThat(failure.message()).contains("no git repository at", "check the address");
    }
  }

  @Test
  void aPrivateRepository() throws Exception {
    try (GitServer git = GitServer.start()) {
      Failure failure = fail(TestBuild.spec(TestBuild.git(git.servePrivate("secret"))));

      assertThat(failure.code()).isEqualTo(FailureCode.REPOSITORY_ACCESS_DENIED);
    }
  }

  @Test
  void aHostThatDoesNotExistAndOneThatDoesNotAnswer() throws Exception {
    assertThat(
            fail(TestBuild.spec(TestBuild.git(URI.create("http://no.such.host.invalid/a/b"))))
                .code())
        .isEqualTo(FailureCode.REPOSITORY_UNREACHABLE);
    URI closed;
    try (GitServer git = GitServer.start()) {
      closed = git.urlOf("gone");
    }
    assertThat(fail(TestBuild.spec(TestBuild.git(closed))).code())
        .isEqualTo(FailureCode.REPOSITORY_UNREACHABLE);
  }

  @Test
  void anEmptyRepository() throws Exception {
    try (GitServer git = GitServer.start();
        TestRepository repository = TestRepository.create(folder.resolve("repository"))) {
      Failure failure = fail(TestBuild.spec(TestBuild.git(git.serve("empty", repository))));

      assertThat(failure.code()).isEqualTo(FailureCode.REPOSITORY_EMPTY);
    }
  }

  @Test
  void aMissingBranchAndAMissingCommit() throws Exception {
    try (GitServer git = GitServer.start();
        TestRepository repository = TestRepository.create(folder.resolve("repository"))) {
      repository.write("index.html", "x").commit("One");
      URI url = git.serve("site", repository);

      Failure branch = fail(TestBuild.spec(TestBuild.git(url, "nowhere", null)));
      assertThat(branch.code()).isEqualTo(FailureCode.REF_NOT_FOUND);
      assertThat(branch.message()).contains("nowhere", "It has: main");
      assertThat(fail(TestBuild.spec(TestBuild.git(url, "main", NO_COMMIT))).code())
          .isEqualTo(FailureCode.REF_NOT_FOUND);
    }
  }

  @Test
  void anAddressThatIsNotPublic() throws Exception {
    RepositoryUrl loopback = RepositoryUrl.parse("https://127.0.0.1/a/b");
    RepositoryUrl file = RepositoryUrl.parse("file:///etc");

    assertThat(fail(TestBuild.spec(new BuildSource.Git(loopback, null, null, false))).code())
        .isEqualTo(FailureCode.REPOSITORY_URL_REFUSED);
    assertThat(fail(TestBuild.spec(new BuildSource.Git(file, null, null, false))).code())
        .isEqualTo(FailureCode.REPOSITORY_URL_REFUSED);
  }

  @Test
  void aSourceThatIsTooLarge() throws Exception {
    BuildLimits all = BuildLimits.DEFAULT;
    BuildLimits small =
        new BuildLimits(
            all.timeout(), 1000, all.outputBytes(), all.outputFiles(), all.logBytes(), null);
    Failure failure = failFolder(BuildSettings.DETECT, small, "index.html", "x".repeat(2000));

    assertThat(failure.code()).isEqualTo(FailureCode.SOURCE_TOO_LARGE);
  }

  @Test
  void nothingToServe() throws Exception {
    Failure failure = failFolder(BuildSettings.DETECT, "README.md", "Hello");

    assertThat(failure.code()).isEqualTo(FailureCode.NOTHING_TO_SERVE);
  }

  @Test
  void aBrokenPackageJsonAndAMissingRootDirectory() throws Exception {
    assertThat(failFolder(BuildSettings.DETECT, "package.json", "{").code())
        .isEqualTo(FailureCode.CONFIGURATION_INVALID);
    assertThat(
            failFolder(new BuildSettings("apps/web", null, null, null), "index.html", "x").code())
        .isEqualTo(FailureCode.ROOT_DIRECTORY_MISSING);
    assertThat(failFolder(new BuildSettings("../..", null, null, null), "index.html", "x").code())
        .isEqualTo(FailureCode.ROOT_DIRECTORY_MISSING);
  }

  @Test
  void aBuildThatFailsNamesItsFirstLineOfTrouble() throws Exception {
    BuildSettings settings =
        new BuildSettings(
            null, "", "echo one; echo 'Error: no such thing'; echo three; exit 7", null);
    try (TestRepository repository = TestRepository.create(folder.resolve("failing"))) {
      repository.write("index.html", "x").commit("One");
      try (FakeApi api =
          new FakeApi(TestBuild.spec(TestBuild.git(repository.fileUrl()), settings))) {
        run(api);

        Failure failure = failureOf(api);
        assertThat(failure.code()).isEqualTo(FailureCode.COMMAND_FAILED);
        assertThat(failure.message()).contains("exit code 7");
        assertThat(api.lines())
            .filteredOn(line -> Long.valueOf(line.number()).equals(failure.logLine()))
            .singleElement()
            .satisfies(line -> assertThat(line.text()).isEqualTo("Error: no such thing"));
        assertThat(api.logText()).contains(failure.message());
      }
    }
  }

  @Test
  void aBuildThatLeavesNothingNamesWhereSomethingLies() throws Exception {
    BuildSettings settings =
        new BuildSettings(null, "", "mkdir build; echo x > build/index.html", "dist");
    Failure failure = failFolder(settings, "a.txt", "x");

    assertThat(failure.code()).isEqualTo(FailureCode.OUTPUT_MISSING);
    assertThat(failure.message()).contains("nothing in dist", "index.html is in build");
  }

  @Test
  void aLinkOutOfTheOutputIsRefused() throws Exception {
    BuildSettings settings =
        new BuildSettings(
            null, "", "mkdir dist; echo x > dist/index.html; ln -s /etc/passwd dist/p", "dist");
    Failure failure = failFolder(settings, "a.txt", "x");

    assertThat(failure.code()).isEqualTo(FailureCode.OUTPUT_INVALID);
    assertThat(failure.message()).startsWith("/p cannot be published");
  }

  @Test
  void anOutputFolderThatIsALinkOutOfTheRepositoryIsNotFollowed() throws Exception {
    BuildSettings settings = new BuildSettings(null, "", "ln -s /etc dist", "dist");

    assertThat(failFolder(settings, "a.txt", "x").code()).isEqualTo(FailureCode.OUTPUT_MISSING);
  }

  @Test
  void aBuildThatTakesTooLong() throws Exception {
    Failure failure =
        failFolder(
            new BuildSettings(null, "", "sleep 300", null),
            TestBuild.timeout(Duration.ofSeconds(4)),
            "index.html",
            "x");

    assertThat(failure.code()).isEqualTo(FailureCode.TIMED_OUT);
  }

  @Test
  void aBuildThatNeedsMoreMemoryThanItsMachineHasForIt() throws Exception {
    String hungry = "node -e 'const a=[];while(a.length<64)a.push(Buffer.alloc(16<<20,1))'";

    Failure failure =
        failFolder(
            new BuildSettings(null, "", hungry, null),
            BuildLimits.DEFAULT.withMemory(512L << 20),
            "index.html",
            "x");

    assertThat(failure.code()).isEqualTo(FailureCode.OUT_OF_MEMORY);
    assertThat(failure.message()).contains("--size");
  }

  @Test
  void whatTheApiRefusesToPublish() throws Exception {
    try (TestRepository repository = TestRepository.create(folder.resolve("refused"))) {
      repository.write("index.html", "x").commit("One");
      try (FakeApi api = new FakeApi(TestBuild.spec(TestBuild.git(repository.fileUrl())))) {
        api.refusePublish = "a blob is missing";
        run(api);

        assertThat(failureOf(api).message()).contains("a blob is missing");
      }
    }
  }

  private Failure failFolder(BuildSettings settings, String path, String text) throws Exception {
    return failFolder(settings, BuildLimits.DEFAULT, path, text);
  }

  private Failure failFolder(BuildSettings settings, BuildLimits limits, String path, String text)
      throws Exception {
    Path directory = Files.createTempDirectory(folder, "repository");
    try (TestRepository repository = TestRepository.create(directory)) {
      repository.write(path, text).commit("One");
      return fail(TestBuild.spec(TestBuild.git(repository.fileUrl()), settings, limits));
    }
  }

  private Failure fail(BuildSpec spec) throws Exception {
    try (FakeApi api = new FakeApi(spec)) {
      AttemptOutcome outcome = run(api);
      assertThat(outcome).as(api.logText()).isInstanceOf(AttemptOutcome.Failed.class);
      assertThat(outcome.exitCode()).isZero();
      assertThat(api.published()).isEmpty();
      return failureOf(api);
    }
  }

  private AttemptOutcome run(FakeApi api) {
    AttemptOutcome outcome =
        new BuildTask(TestBuild.config(api, folder.resolve("work")), InstantSource.system()).run();
    assertThat(folder.resolve("work")).isEmptyDirectory();
    return outcome;
  }

  private static Failure failureOf(FakeApi api) {
    return ((BuildEvent.Failed) api.events().getLast()).failure();
  }
}
