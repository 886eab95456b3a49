package dev.fairlead.api.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.launch.BuildLauncher.Handle;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.site.DeploymentId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What every launcher keeps, with builds that run until they are stopped. */
public abstract class BuildLauncherContract {
  private static final DeploymentId DEPLOYMENT = DeploymentId.parse("0123456789abcdef");

  protected abstract BuildLauncher open() throws IOException;

  @Test
  void aLaunchedBuildRunsUntilItIsStopped() throws Exception {
    try (BuildLauncher launcher = open()) {
      Handle build = started(launcher.launch(attempt(1)));
      assertThat(observe(launcher, build)).isInstanceOf(Observation.Running.class);

      launcher.stop(build, "contract");

      awaitGone(launcher, build);
    }
  }

  @Test
  void theEndOfABuildIsTold() throws Exception {
    try (BuildLauncher launcher = open()) {
      CompletableFuture<Handle> told = new CompletableFuture<>();
      launcher.onExit(told::complete);
      Handle build = started(launcher.launch(attempt(2)));

      launcher.stop(build, "contract");

      assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo(build);
      awaitGone(launcher, build);
    }
  }

  @Test
  void stoppingTwiceDoesNothingMore() throws Exception {
    try (BuildLauncher launcher = open()) {
      Handle build = started(launcher.launch(attempt(3)));
      launcher.stop(build, "contract");
      launcher.stop(build, "contract");
      awaitGone(launcher, build);
      launcher.stop(build, "contract");
    }
  }

  @Test
  void everyBuildThatIsAskedForIsAnswered() throws Exception {
    try (BuildLauncher launcher = open()) {
      List<Handle> builds =
          List.of(started(launcher.launch(attempt(4))), started(launcher.launch(attempt(5))));

      assertThat(launcher.observe(builds)).containsOnlyKeys(builds);
      assertThat(launcher.observe(List.of())).isEmpty();
      for (Handle build : builds) {
        launcher.stop(build, "contract");
      }
    }
  }

  @Test
  void aBuildIsLookedAtOftenEnough() throws Exception {
    try (BuildLauncher launcher = open()) {
      assertThat(launcher.pace().observe()).isLessThan(Duration.ofSeconds(45));
    }
  }

  protected static Launch attempt(int number) {
    return new Launch(
        new Owner.OfAttempt(DEPLOYMENT, number),
        OpaqueToken.random(OpaqueToken.Kind.BUILD_START),
        BuildSize.DEFAULT,
        false);
  }

  protected static Handle started(LaunchOutcome outcome) {
    assertThat(outcome).isInstanceOf(LaunchOutcome.Started.class);
    return ((LaunchOutcome.Started) outcome).handle();
  }

  protected static Observation observe(BuildLauncher launcher, Handle build) throws IOException {
    return Objects.requireNonNull(launcher.observe(List.of(build)).get(build));
  }

  protected static Observation.Gone awaitGone(BuildLauncher launcher, Handle build)
      throws IOException {
    Instant giveUp = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(giveUp)) {
      if (observe(launcher, build) instanceof Observation.Gone gone) {
        return gone;
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    throw new AssertionError(build + " still runs");
  }
}
