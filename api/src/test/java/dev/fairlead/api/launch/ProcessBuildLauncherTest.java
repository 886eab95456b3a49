package dev.fairlead.api.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.site.DeploymentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, started, found again and ended. */
final class ProcessBuildLauncherTest {
  private static final DeploymentId DEPLOYMENT = DeploymentId.parse("0123456789abcdef");

  @TempDir private Path folder;

  @Test
  void aBuildGetsItsIdItsTokenAndNothingOfOurEnvironment() throws Exception {
    Path seen = folder.resolve("environment");
    CompletableFuture<Void> ended = new CompletableFuture<>();
    try (ProcessBuildLauncher launcher =
        new ProcessBuildLauncher(
            List.of("/bin/sh", "-c", "env > " + seen), Map.of("PATH", "/usr/bin:/bin"))) {
      launcher.onExit(() -> ended.complete(null));
      launcher.launch(DEPLOYMENT, new OpaqueToken("flb_secret"));
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
      first.onExit(() -> ended.complete(null));
      BuildLauncher.Handle build = first.launch(DEPLOYMENT, new OpaqueToken("flb_x"));
      assertThat(second.observe(build)).isEqualTo(BuildLauncher.Liveness.RUNNING);

      second.stop(build);
      ended.get(20, TimeUnit.SECONDS);

      assertThat(second.observe(build)).isEqualTo(BuildLauncher.Liveness.GONE);
    }
  }

  @Test
  void anotherProcessOfTheSameNumberIsNotTheBuild() {
    try (ProcessBuildLauncher launcher = sleeping()) {
      BuildLauncher.Handle other =
          new BuildLauncher.Handle(ProcessHandle.current().pid() + "@1000");

      assertThat(launcher.observe(other)).isEqualTo(BuildLauncher.Liveness.GONE);
    }
  }

  @Test
  void aProgramThatIsMissingIsAnError() {
    try (ProcessBuildLauncher launcher =
        new ProcessBuildLauncher(List.of("/no/such/program"), Map.of())) {
      assertThatThrownBy(() -> launcher.launch(DEPLOYMENT, new OpaqueToken("flb_x")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/no/such/program");
    }
  }

  private static ProcessBuildLauncher sleeping() {
    return new ProcessBuildLauncher(List.of("/bin/sleep", "60"), Map.of());
  }
}
