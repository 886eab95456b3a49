package dev.fairlead.buildtask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.LogLine;
import dev.fairlead.site.ContentHash;
import dev.fairlead.testing.GitServer;
import dev.fairlead.testing.NpmRegistry;
import dev.fairlead.testing.TestRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packages from the real registry, in the real sandbox. */
final class NpmBuildTest {
  private static final String PACKAGE =
      """
      {
        "name": "garden",
        "private": true,
        "scripts": { "build": "node build.js" },
        "dependencies": { "is-number": "%s" }
      }
      """;
  private static final String LOCK =
      """
      {
        "name": "garden",
        "lockfileVersion": 3,
        "requires": true,
        "packages": {
          "": { "name": "garden", "dependencies": { "is-number": "7.0.0" } },
          "node_modules/is-number": {
            "version": "7.0.0",
            "integrity": "sha512-41Cifkg6e8TylSpdtTpeLVMqvSBEVzTttHvERD741+pnZ8ANv0004MRL43QKPDlK9cGvNp6NZWZUBlbGXYxxng==",
            "license": "MIT",
            "engines": { "node": ">=0.12.0" }
          }
        }
      }
      """;
  private static final String SCRIPT =
      """
      const isNumber = require('is-number');
      const fs = require('fs');
      fs.mkdirSync('dist/assets', { recursive: true });
      fs.writeFileSync('dist/index.html', `<p>${isNumber(7)} ${process.env.GREETING} ${process.env.CI}</p>`);
      console.log('built for ' + process.env.FAIRLEAD_PROJECT);
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void npmCiInstallsThroughTheProxyAndTheBuildIsPublished() throws Exception {
    try (Build build = build(PACKAGE.formatted("7.0.0"), LOCK, NpmRegistry.hosts())) {
      assertThat(build.outcome).as(build.api.logText()).isEqualTo(new AttemptOutcome.Published());
      ContentHash index = build.api.published().getFirst().files().getFirst().blob().sha256();
      assertThat(new String(build.api.blobs.get(index), StandardCharsets.UTF_8))
          .isEqualTo("<p>true hello from the project true</p>");
      assertThat(build.api.logText())
          .contains("npm ci", "built for garden", "The commands contacted ");
      assertThat(build.api.lines())
          .extracting(LogLine::number)
          .containsExactlyElementsOf(
              build.api.lines().stream().map(LogLine::number).sorted().toList());
      assertThat(build.api.events())
          .filteredOn(BuildEvent.Planned.class::isInstance)
          .singleElement()
          .satisfies(
              event ->
                  assertThat(((BuildEvent.Planned) event).plan().isolation())
                      .isEqualTo("bubblewrap"));
      assertThat(folder.resolve("work")).isEmptyDirectory();
      assertThat(folder.resolve("cache").resolve(TestBuild.PROJECT.value()).resolve("npm"))
          .isDirectory();
    }
  }

  @Test
  void aLockfileThatDoesNotFitIsNamedAsTheReason() throws Exception {
    try (Build build = build(PACKAGE.formatted("6.0.0"), LOCK, NpmRegistry.hosts())) {
      assertThat(build.outcome)
          .as(build.api.logText())
          .isInstanceOfSatisfying(
              AttemptOutcome.Failed.class,
              failed ->
                  assertThat(failed.failure().code()).isEqualTo(FailureCode.LOCKFILE_OUT_OF_DATE));
    }
  }

  private Build build(String manifest, String lock, Set<String> allow) throws Exception {
    GitServer git = GitServer.start();
    try (TestRepository repository = TestRepository.create(folder.resolve("repository"))) {
      repository
          .write("package.json", manifest)
          .write("package-lock.json", lock)
          .write("build.js", SCRIPT)
          .commit("A site");
      FakeApi api = new FakeApi(TestBuild.spec(TestBuild.git(git.serve("garden", repository))));
      BuildTaskConfig plain = TestBuild.config(api, folder.resolve("work"));
      BuildTaskConfig config =
          new BuildTaskConfig(
              plain.apiUrl(),
              plain.deployment(),
              plain.buildToken(),
              plain.workDirectory(),
              folder.resolve("cache"),
              allow,
              plain.sandbox(),
              plain.path());
      return new Build(git, api, new BuildTask(config, InstantSource.system()).run());
    }
  }

  private record Build(GitServer git, FakeApi api, AttemptOutcome outcome)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      git.close();
      api.close();
    }
  }
}
