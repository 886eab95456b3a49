package dev.fairlead.api.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.site.DeploymentId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, started, found again and ended. */
final class ProcessBuildLauncherTest extends BuildLauncherContract {
  private static final DeploymentId DEPLOYMENT = DeploymentId.parse("0123456789abcdef");

  @TempDir private Path folder;

  @Override
  protected BuildLauncher open() {
    return sleeping();
  }

  @Test
  void aBuildGetsItsIdItsTokenAndNothingOfOurEnvironment() throws Exception {
    Path seen = folder.resolve("environment");
    CompletableFuture<Void> ended = new CompletableFuture<>();
    try (ProcessBuildLauncher launcher =
        new ProcessBuildLauncher(
            List.of("/bin/sh", "-c", "env > " + seen), Map.of("PATH", "/usr/bin:/bin"))) {
      launcher.onExit(handle -> ended.complete(null));
      launcher.launch(launch("flb_secret"));
      ended.get(20, TimeUnit.SECONDS);
    }

    assertThat(Files.readAllLines(seen))
        .filteredOn(line -> !line.startsWith("PWD=") && !line.startsWith("_="))
        .containsExactlyInAnyOrder(
            "PATH=/usr/bin:/bin",
            "FAIRLEAD_DEPLOYMENT_ID=0123456789abcdef",
            "FAIRLEAD_BUILD_TOKEN=flb_secret");
  }

  @Test
  void aRunningBuildIsFoundByTheNextLauncherAndStopped() throws Exception {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    try (ProcessBuildLauncher first = sleeping();
        ProcessBuildLauncher second = sleeping()) {
      first.onExit(handle -> ended.complete(null));
      BuildLauncher.Handle build = started(first.launch(launch("flb_x")));
      assertThat(second.observe(List.of(build)).get(build)).isInstanceOf(Observation.Running.class);

      second.stop(build, "test");
      ended.get(20, TimeUnit.SECONDS);

      assertThat(second.observe(List.of(build)).get(build)).isInstanceOf(Observation.Gone.class);
    }
  }

  @Test
  void anotherProcessOfTheSameNumberIsNotTheBuild() {
    try (ProcessBuildLauncher launcher = sleeping()) {
      BuildLauncher.Handle other =
          new BuildLauncher.Handle(ProcessHandle.current().pid() + "@1000");

      assertThat(launcher.observe(List.of(other)).get(other)).isInstanceOf(Observation.Gone.class);
    }
  }

  @Test
  void aProgramThatIsMissingIsAnError() {
    try (ProcessBuildLauncher launcher =
        new ProcessBuildLauncher(List.of("/no/such/program"), Map.of())) {
      assertThat(launcher.launch(launch("flb_x")))
          .isInstanceOfSatisfying(
              LaunchOutcome.Refused.class,
              refused ->
                  assertThat(refused.loss().failure().message()).contains("/no/such/program"));
    }
  }

  private static Launch launch(String token) {
    return new Launch(
        new Owner.OfAttempt(DEPLOYMENT, 1), new OpaqueToken(token), BuildSize.DEFAULT, false);
  }

  private static ProcessBuildLauncher sleeping() {
    return new ProcessBuildLauncher(List.of("/bin/sleep", "60"), Map.of());
  }
}
