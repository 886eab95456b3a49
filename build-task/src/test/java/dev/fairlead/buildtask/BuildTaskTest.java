package dev.fairlead.buildtask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.Phase;
import dev.fairlead.build.protocol.PublishRequest;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.testing.GitServer;
import dev.fairlead.testing.TestRepository;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildTaskTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aPlainFolderFromAGitServerIsPublished() throws Exception {
    try (GitServer git = GitServer.start();
        TestRepository repository = TestRepository.create(folder.resolve("repository"))) {
      // Given
      repository.write("index.html", "<h1>Hello</h1>").write("css/a.css", "a{}".repeat(400));
      String commit = repository.commit("First page");
      var source = TestBuild.git(git.serve("garden", repository));

      try (FakeApi api = new FakeApi(TestBuild.spec(source))) {
        // When
        AttemptOutcome outcome =
            new BuildTask(TestBuild.config(api, folder.resolve("work")), InstantSource.system())
                .run();

        // Then
        assertThat(outcome).as(api.logText()).isEqualTo(new AttemptOutcome.Published());
        PublishRequest request = api.published().getFirst();
        assertThat(request.notFound()).isEqualTo(NotFoundHandling.NONE);
        assertThat(request.files())
            .extracting(file -> file.path().value())
            .containsExactly("/css/a.css", "/index.html");
        assertThat(request.files())
            .allSatisfy(file -> assertThat(api.blobs).containsKey(file.blob().sha256()));
        assertThat(request.files().getFirst().variants().values())
            .hasSize(3)
            .allSatisfy(variant -> assertThat(api.blobs).containsKey(variant.sha256()));
        assertThat(phasesStarted(api))
            .containsExactly(
                Phase.CLONING,
                Phase.DETECTING,
                Phase.COLLECTING,
                Phase.UPLOADING,
                Phase.PUBLISHING);
        assertThat(api.events())
            .filteredOn(BuildEvent.CommitResolved.class::isInstance)
            .extracting(event -> ((BuildEvent.CommitResolved) event).commit().sha())
            .containsExactly(commit);
        assertThat(api.lines().getFirst().number()).isEqualTo(1);
        assertThat(folder.resolve("work")).isEmptyDirectory();
      }
    }
  }

  @Test
  void anInspectionEndsWithThePlanAndRunsNothing() throws Exception {
    try (TestRepository repository = TestRepository.create(folder.resolve("repository"))) {
      repository
          .write(
              "package.json",
              "{\"scripts\": {\"build\": \"exit 9\"}, \"dependencies\": {\"vite\": \"7\"}}")
          .commit("A site");
      try (FakeApi api = new FakeApi(TestBuild.inspection(TestBuild.git(repository.fileUrl())))) {
        AttemptOutcome outcome =
            new BuildTask(TestBuild.config(api, folder.resolve("work")), InstantSource.system())
                .run();

        assertThat(outcome).isEqualTo(new AttemptOutcome.Inspected());
        assertThat(phasesStarted(api)).containsExactly(Phase.CLONING, Phase.DETECTING);
        BuildEvent.Planned planned = (BuildEvent.Planned) api.events().getLast();
        assertThat(planned.plan().framework()).isEqualTo("Vite");
        assertThat(planned.plan().isolation()).isEqualTo("bubblewrap");
      }
    }
  }

  private static List<Phase> phasesStarted(FakeApi api) {
    return api.events().stream()
        .filter(BuildEvent.PhaseStarted.class::isInstance)
        .map(event -> ((BuildEvent.PhaseStarted) event).phase())
        .toList();
  }
}
