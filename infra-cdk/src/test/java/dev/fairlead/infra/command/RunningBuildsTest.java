package dev.fairlead.infra.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testing.ecs.EventFaults;
import dev.fairlead.testing.ecs.FakeEcs;
import dev.fairlead.testing.ecs.FakeTasks;
import dev.fairlead.testing.ecs.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.LaunchType;

/** What runs when a stage is removed, on a hand-written ECS. */
final class RunningBuildsTest {
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final int STEP_MILLIS = 5;
  private FakeEcs server;
  private EcsClient ecs;

  @BeforeEach
  void start() throws IOException {
    server =
        FakeEcs.start(
            new FakeTasks.Script(
                order -> new Verdict.Run(),
                environment -> {
                  new CountDownLatch(1).await();
                  return 0;
                },
                STEP_MILLIS,
                EventFaults.NONE,
                new Random(1)));
    ecs =
        EcsClient.builder()
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .region(Region.EU_CENTRAL_1)
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(server.uri())
            .build();
  }

  @AfterEach
  void stop() {
    ecs.close();
    server.close();
  }

  @Test
  void returnsWhenAllTasksHaveStopped() {
    for (int i = 0; i < 120; i++) {
      run("build-" + i);
    }

    assertThat(builds().stop(Duration.ofSeconds(30))).isGreaterThanOrEqualTo(120);

    assertThat(server.tasks().all()).hasSize(120);
    assertThat(server.tasks().running()).isEmpty();
    assertThat(builds().stop(Duration.ofSeconds(30))).isZero();
  }

  @Test
  void saysHowManyAreLeftWhenTheyDoNotStopInTime() {
    run("slow");

    assertThatThrownBy(() -> builds().stop(Duration.ZERO))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("1 tasks of the cluster fairlead-live-builds have not stopped");
  }

  private RunningBuilds builds() {
    return new RunningBuilds(ecs, "fairlead-live-builds", PAUSE);
  }

  private void run(String token) {
    ecs.runTask(
        request ->
            request
                .cluster("fairlead-live-builds")
                .taskDefinition("fairlead-live-build")
                .launchType(LaunchType.FARGATE)
                .clientToken(token)
                .startedBy(token)
                .networkConfiguration(
                    network ->
                        network.awsvpcConfiguration(
                            vpc -> vpc.subnets("subnet-1").securityGroups("sg-1"))));
  }
}
