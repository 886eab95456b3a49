package dev.fairlead.api.fargate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.ecs.EventFaults;
import dev.fairlead.testing.ecs.FakeEcs;
import dev.fairlead.testing.ecs.FakeTasks;
import dev.fairlead.testing.ecs.TaskProgram;
import dev.fairlead.testing.ecs.Verdict;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A hand-written ECS, and launchers that use it through the real SDK. */
public final class Ecs {
  /** Runs until it is stopped. */
  public static final TaskProgram ENDLESS =
      environment -> {
        new CountDownLatch(1).await();
        return 0;
      };

  private static final int STEP_MILLIS = 5;

  private Ecs() {}

  public static FakeEcs start(Function<JsonNode, Verdict> verdict, TaskProgram program)
      throws IOException {
    return FakeEcs.start(
        new FakeTasks.Script(verdict, program, STEP_MILLIS, EventFaults.NONE, new Random(1)));
  }

  public static FakeEcs start(Verdict verdict) throws IOException {
    return start(order -> verdict, ENDLESS);
  }

  public static FargateConfig config(@Nullable URI events, boolean spot, int warmTasks) {
    return new FargateConfig(
        "eu-central-1",
        "builds",
        "fairlead-build",
        List.of("subnet-0a", "subnet-0b"),
        List.of("sg-0c"),
        false,
        spot,
        events,
        warmTasks);
  }

  public static FargateBuildLauncher launcher(FakeEcs ecs, FargateConfig config) {
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test-secret"));
    return FargateBuildLauncher.open(
        config,
        EcsClient.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(credentials)
            .endpointOverride(ecs.uri())
            .build(),
        SqsClient.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(credentials)
            .endpointOverride(ecs.uri())
            .build());
  }
}
