package dev.fairlead.api.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.BuildLauncher.Handle;
import dev.fairlead.api.launch.BuildLauncherContract;
import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.LaunchOutcome;
import dev.fairlead.api.launch.Loss;
import dev.fairlead.api.launch.Observation;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.testing.ecs.FakeEcs;
import dev.fairlead.testing.ecs.FakeTask;
import dev.fairlead.testing.ecs.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The launcher through the real SDK, against a hand-written ECS. */
final class FargateBuildLauncherTest extends BuildLauncherContract {
  private static final DeploymentId DEPLOYMENT = DeploymentId.parse("0123456789abcdef");

  private final List<FakeEcs> started = new ArrayList<>();

  @Override
  protected BuildLauncher open() throws IOException {
    FakeEcs ecs = ecs(new Verdict.Run());
    return Ecs.launcher(ecs, Ecs.config(ecs.queueUrl(), false, 0));
  }

  private FakeEcs ecs(Verdict verdict) throws IOException {
    FakeEcs ecs = Ecs.start(verdict);
    started.add(ecs);
    return ecs;
  }

  @AfterEach
  void stopAll() {
    started.forEach(FakeEcs::close);
  }

  @Test
  void anOrderCarriesTheDeploymentATokenAndNothingElse() throws IOException {
    FakeEcs ecs = ecs(new Verdict.Run());
    try (FargateBuildLauncher launcher = Ecs.launcher(ecs, Ecs.config(null, false, 0))) {
      launcher.launch(launch(1, BuildSize.LARGE, false, "flb_secret"));
    }

    FakeTask task = ecs.tasks().all().getFirst();
    assertThat(task.environment())
        .containsOnlyKeys("FAIRLEAD_DEPLOYMENT_ID", "FAIRLEAD_BUILD_TOKEN")
        .containsEntry("FAIRLEAD_DEPLOYMENT_ID", DEPLOYMENT.value())
        .containsEntry("FAIRLEAD_BUILD_TOKEN", "flb_secret");
    JsonNode order = task.order();
    assertThat(order.at("/overrides/containerOverrides/0/name").asText()).isEqualTo("build");
    assertThat(order.at("/overrides/containerOverrides/0/command").isMissingNode()).isTrue();
    assertThat(order.at("/overrides/taskRoleArn").isMissingNode()).isTrue();
    assertThat(order.at("/overrides/cpu").asText()).isEqualTo("4096");
    assertThat(order.at("/overrides/memory").asText()).isEqualTo("16384");
    assertThat(order.at("/overrides/ephemeralStorage/sizeInGiB").asInt()).isEqualTo(50);
    assertThat(order.at("/networkConfiguration/awsvpcConfiguration/assignPublicIp").asText())
        .isEqualTo("DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void everySizeIsOneThatFargateHas(BuildSize size) throws IOException {
    FakeEcs ecs = ecs(new Verdict.Run());
    try (FargateBuildLauncher launcher = Ecs.launcher(ecs, Ecs.config(null, false, 0))) {
      started(launcher.launch(launch(1, size, false, "flb_x")));
    }
  }

  @Test
  void theSameOrderTwiceStartsOneTask() throws IOException {
    FakeEcs ecs = ecs(new Verdict.Run());
    try (FargateBuildLauncher launcher = Ecs.launcher(ecs, Ecs.config(null, false, 0))) {
      Launch launch = launch(1, BuildSize.DEFAULT, false, "flb_x");
      Handle first = started(launcher.launch(launch));

      assertThat(started(launcher.launch(launch))).isEqualTo(first);
    }
    assertThat(ecs.tasks().all()).hasSize(1);
  }

  @Test
  void anAnswerThatIsLostStartsNothingTwice() throws IOException {
    FakeEcs ecs = ecs(new Verdict.BreakAfterStart());
    try (FargateBuildLauncher launcher = Ecs.launcher(ecs, Ecs.config(null, false, 0))) {
      Handle build = started(launcher.launch(launch(1, BuildSize.DEFAULT, false, "flb_x")));

      assertThat(ecs.tasks().all()).extracting(FakeTask::arn).containsExactly(build.value());
    }
  }

  @Test
  void aPreviewTakesASpareMachineIfThereIsOne() throws IOException {
    FakeEcs ecs =
        Ecs.start(
            order ->
                capacity(order).equals("FARGATE_SPOT")
                    ? new Verdict.Fail(
                        "Capacity is unavailable at this time. Please try again later or in a"
                            + " different availability zone",
                        null)
                    : new Verdict.Run(),
            Ecs.ENDLESS);
    started.add(ecs);
    try (FargateBuildLauncher launcher = Ecs.launcher(ecs, Ecs.config(null, true, 0))) {
      started(launcher.launch(launch(1, BuildSize.DEFAULT, true, "flb_x")));
    }
    assertThat(ecs.tasks().all())
        .extracting(task -> capacity(task.order()))
        .containsExactly("FARGATE");
  }

  @Test
  void onlyTheFirstTryOfAPreviewMayBeTakenAway() throws IOException {
    FakeEcs ecs = ecs(new Verdict.Run());
    try (FargateBuildLauncher launcher = Ecs.launcher(ecs, Ecs.config(null, true, 0))) {
      launcher.launch(launch(1, BuildSize.DEFAULT, true, "flb_x"));
      launcher.launch(launch(2, BuildSize.DEFAULT, true, "flb_x"));
      launcher.launch(launch(3, BuildSize.DEFAULT, false, "flb_x"));
    }
    assertThat(ecs.tasks().all())
        .extracting(task -> capacity(task.order()))
        .containsExactly("FARGATE_SPOT", "FARGATE", "FARGATE");
  }

  @Test
  void theNextLauncherFindsWhatAKilledOneHasStarted() throws IOException {
    FakeEcs ecs = ecs(new Verdict.Run());
    Handle build;
    try (FargateBuildLauncher first = Ecs.launcher(ecs, Ecs.config(null, false, 0))) {
      build = started(first.launch(launch(7, BuildSize.DEFAULT, false, "flb_x")));
    }
    try (FargateBuildLauncher second = Ecs.launcher(ecs, Ecs.config(null, false, 0))) {
      assertThat(second.find())
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.owner()).isEqualTo(new Owner.OfAttempt(DEPLOYMENT, 7));
                assertThat(found.handle()).isEqualTo(build);
              });
    }
  }

  @Test
  void moreTasksThanOnePageAreFoundAndSeen() throws IOException {
    FakeEcs ecs = ecs(new Verdict.Run());
    try (FargateBuildLauncher launcher = Ecs.launcher(ecs, Ecs.config(null, false, 0))) {
      List<Handle> builds = new ArrayList<>();
      for (int attempt = 1; attempt <= 205; attempt++) {
        builds.add(started(launcher.launch(launch(attempt, BuildSize.SMALL, false, "flb_x"))));
      }
      int before = ecs.tasks().calls();

      assertThat(launcher.find()).hasSize(205);
      assertThat(launcher.observe(builds).values())
          .hasSize(205)
          .hasOnlyElementsOfType(Observation.Running.class);
      assertThat(ecs.tasks().calls() - before).isEqualTo(3 + 3 + 3);
    }
  }

  @Test
  void aTaskThatEcsDoesNotKnowMayNotShowYet() throws IOException {
    FakeEcs ecs = ecs(new Verdict.Run());
    try (FargateBuildLauncher launcher = Ecs.launcher(ecs, Ecs.config(null, false, 0))) {
      Handle unknown = new Handle("arn:aws:ecs:eu-central-1:000000000000:task/builds/none");
      Handle ofAnotherLauncher = new Handle("4711@1000");

      assertThat(launcher.observe(List.of(unknown, ofAnotherLauncher)))
          .containsOnly(
              Map.entry(unknown, new Observation.Unknown()),
              Map.entry(ofAnotherLauncher, new Observation.Gone(Optional.empty())));
    }
  }

  @Test
  void ifAwsLimitsTheRateNoOtherMachineIsAskedFor() throws IOException {
    AtomicInteger orders = new AtomicInteger();
    FakeEcs ecs =
        Ecs.start(
            order -> {
              orders.incrementAndGet();
              return capacity(order).equals("FARGATE_SPOT")
                  ? new Verdict.Fail("ThrottlingException", "Rate exceeded")
                  : new Verdict.Run();
            },
            Ecs.ENDLESS);
    started.add(ecs);
    try (FargateBuildLauncher launcher = Ecs.launcher(ecs, Ecs.config(null, true, 0))) {
      assertThat(launcher.launch(launch(1, BuildSize.DEFAULT, true, "flb_x")))
          .isInstanceOfSatisfying(
              LaunchOutcome.Refused.class,
              refused -> assertThat(refused.loss().retry()).isEqualTo(Loss.Retry.LATER));
    }
    assertThat(orders).hasValue(1);
  }

  @Test
  void twoOrdersFitIntoTheTimeOfALaunch() {
    assertThat(AwsClients.CALL.multipliedBy(2)).isLessThan(BuildLauncher.LONGEST_LAUNCH);
  }

  @Test
  void whyATaskHasStoppedIsKnown() throws Exception {
    FakeEcs ecs =
        ecs(
            new Verdict.Stop(
                new Verdict.Ending(
                    "EssentialContainerExited",
                    "Essential container in task exited",
                    "OutOfMemoryError: Container killed due to memory usage",
                    137)));
    try (FargateBuildLauncher launcher = Ecs.launcher(ecs, Ecs.config(ecs.queueUrl(), false, 0))) {
      CompletableFuture<Handle> told = new CompletableFuture<>();
      launcher.onExit(told::complete);
      Handle build = started(launcher.launch(launch(1, BuildSize.DEFAULT, false, "flb_x")));

      assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo(build);
      Loss loss = awaitGone(launcher, build).loss().orElseThrow();
      assertThat(loss.failure().code()).isEqualTo(FailureCode.OUT_OF_MEMORY);
      assertThat(loss.retry()).isEqualTo(Loss.Retry.NEVER);
    }
  }

  @Test
  void garbageInTheQueueIsDroppedAndDoesNotStopTheEvents() throws Exception {
    FakeEcs ecs = ecs(new Verdict.Run());
    ecs.queue().send("no JSON at all");
    ecs.queue().send("{\"detail\":{\"taskArn\":17}}");
    ecs.queue().send("{\"detail-type\":\"ECS Task State Change\",\"detail\":{}}");
    try (FargateBuildLauncher launcher = Ecs.launcher(ecs, Ecs.config(ecs.queueUrl(), false, 0))) {
      CompletableFuture<Handle> told = new CompletableFuture<>();
      launcher.onExit(told::complete);
      Handle build = started(launcher.launch(launch(1, BuildSize.DEFAULT, false, "flb_x")));
      launcher.stop(build, "test");

      assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo(build);
      assertThat(ecs.queue().deleted()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void aRefusalIsToldFromNoAnswer() throws IOException {
    FakeEcs refusing =
        ecs(new Verdict.Reject(400, "AccessDeniedException", "User is not authorized to RunTask"));
    FakeEcs broken = ecs(new Verdict.Reject(500, "ServerException", "Service Unavailable"));
    try (FargateBuildLauncher first = Ecs.launcher(refusing, Ecs.config(null, false, 0));
        FargateBuildLauncher second = Ecs.launcher(broken, Ecs.config(null, false, 0))) {
      Launch launch = launch(1, BuildSize.DEFAULT, false, "flb_x");

      assertThat(first.launch(launch))
          .isInstanceOfSatisfying(
              LaunchOutcome.Refused.class,
              refused ->
                  assertThat(refused.loss().failure().code())
                      .isEqualTo(FailureCode.PLATFORM_CONFIGURATION_INVALID));
      assertThat(second.launch(launch)).isInstanceOf(LaunchOutcome.Unknown.class);
    }
  }

  private static String capacity(JsonNode order) {
    return order.path("launchType").isMissingNode()
        ? order.at("/capacityProviderStrategy/0/capacityProvider").asText()
        : order.path("launchType").asText();
  }

  private static Launch launch(int attempt, BuildSize size, boolean preview, String token) {
    return new Launch(
        new Owner.OfAttempt(DEPLOYMENT, attempt), new OpaqueToken(token), size, preview);
  }
}
