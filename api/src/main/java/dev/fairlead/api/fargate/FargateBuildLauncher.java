package dev.fairlead.api.fargate;

import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.LaunchOutcome;
import dev.fairlead.api.launch.Loss;
import dev.fairlead.api.launch.Observation;
import dev.fairlead.api.launch.Pace;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.build.protocol.FailureCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Runs each build as a Fargate task of its own: a small virtual machine that nothing else has used
 * or will use. A handle is the task's ARN.
 *
 * <p>What {@code DescribeTasks} says is the truth about a task. Events, where a queue of them is
 * configured, only say when to ask. Tasks survive the api; the next one finds them by {@code
 * startedBy}.
 */
public final class FargateBuildLauncher implements BuildLauncher {
  private static final Logger log = LoggerFactory.getLogger(FargateBuildLauncher.class);

  /**
   * ECS refills 20 calls a second for reading tasks (Developer Guide, "Request throttling"); a look
   * is one call for each hundred builds.
   */
  private static final Pace PACE =
      new Pace(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofMinutes(10));

  private static final int SERVER_ERROR = 500;

  private final FargateConfig config;
  private final EcsTasks tasks;
  private final @Nullable TaskEvents events;
  private volatile Consumer<Handle> exitListener = handle -> {};

  private FargateBuildLauncher(FargateConfig config, EcsClient ecs, SqsClient sqs) {
    this.config = config;
    this.tasks = new EcsTasks(ecs, config.cluster(), config.family());
    URI queue = config.events();
    this.events =
        queue == null ? null : TaskEvents.listen(sqs, queue, ended -> exitListener.accept(ended));
  }

  /** Opens connections when they are needed, and listens for events if there is a queue of them. */
  public static FargateBuildLauncher open(FargateConfig config) {
    return open(config, AwsClients.ecs(config.region()), AwsClients.sqs(config.region()));
  }

  /** As {@link #open(FargateConfig)}, with connections of the caller's, which it closes. */
  public static FargateBuildLauncher open(FargateConfig config, EcsClient ecs, SqsClient sqs) {
    return new FargateBuildLauncher(config, ecs, sqs);
  }

  @Override
  public OptionalLong memoryOf(BuildSize size) {
    return OptionalLong.of((long) TaskSize.of(size).memory() << 20);
  }

  @Override
  public Pace pace() {
    return PACE;
  }

  @Override
  public int warmTasks() {
    return config.warmTasks();
  }

  @Override
  public LaunchOutcome launch(Launch launch) {
    Capacity choice = Capacity.firstChoice(launch, config.previewsOnSpot());
    LaunchOutcome outcome = launch(launch, choice);
    if (choice == Capacity.FARGATE_SPOT
        && outcome instanceof LaunchOutcome.Refused refused
        && RefusalRule.isCapacity(refused.loss())) {
      log.atInfo().addKeyValue("owner", launch.owner()).log("no spare machine; taking another");
      return launch(launch, Capacity.FARGATE);
    }
    return outcome;
  }

  private LaunchOutcome launch(Launch launch, Capacity capacity) {
    try {
      RunTaskResponse response = tasks.run(RunTaskPlan.of(config, launch, capacity));
      if (!response.tasks().isEmpty()) {
        return new LaunchOutcome.Started(new Handle(response.tasks().getFirst().taskArn()));
      }
      return refused(response.failures());
    } catch (AwsServiceException e) {
      return e.statusCode() >= SERVER_ERROR
          ? new LaunchOutcome.Unknown(String.valueOf(e.getMessage()))
          : new LaunchOutcome.Refused(RefusalRule.lossOf(textOf(e)));
    } catch (SdkException e) {
      return unanswered(e);
    }
  }

  private static LaunchOutcome refused(List<Failure> failures) {
    if (failures.isEmpty()) {
      return new LaunchOutcome.Unknown("ECS named neither a task nor a failure");
    }
    Failure failure = failures.getFirst();
    String detail = failure.detail() == null ? "" : ": " + failure.detail();
    return new LaunchOutcome.Refused(
        RefusalRule.lossOf("failure %s%s".formatted(failure.reason(), detail)));
  }

  private static String textOf(AwsServiceException e) {
    return "%s: %s".formatted(e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage());
  }

  /** Without credentials nothing was sent; else the order may have arrived. */
  private static LaunchOutcome unanswered(SdkException e) {
    String problem = String.valueOf(e.getMessage());
    if (!problem.contains("Unable to load credentials")) {
      return new LaunchOutcome.Unknown(problem);
    }
    return new LaunchOutcome.Refused(
        Loss.of(
            FailureCode.PLATFORM_CONFIGURATION_INVALID,
            Loss.Retry.NEVER,
            "The platform has no AWS credentials to start builds with; the operator must deploy it"
                + " again (./fairlead aws deploy)."));
  }

  @Override
  public Map<Handle, Observation> observe(Collection<Handle> handles) throws IOException {
    Map<Handle, Observation> seen = new HashMap<>();
    List<String> arns =
        handles.stream().map(Handle::value).filter(EcsTasks::isArn).distinct().toList();
    Map<String, Task> described = tasks.describe(arns);
    for (Handle handle : handles) {
      seen.put(
          handle,
          EcsTasks.isArn(handle.value())
              ? observation(described.get(handle.value()))
              : new Observation.Gone(Optional.empty()));
    }
    return seen;
  }

  /** ECS is eventually consistent: it may not show a task yet (API reference, {@code RunTask}). */
  private static Observation observation(@Nullable Task task) {
    if (task == null) {
      return new Observation.Unknown();
    }
    return EcsTasks.hasEnded(task)
        ? new Observation.Gone(Optional.of(StoppedTasks.lossOf(task)))
        : new Observation.Running();
  }

  @Override
  public List<Found> find() throws IOException {
    return tasks.describe(tasks.list()).values().stream()
        .filter(task -> !EcsTasks.hasEnded(task))
        .flatMap(
            task ->
                TaskNames.ownerOf(task.startedBy()).stream()
                    .map(owner -> new Found(owner, new Handle(task.taskArn()), task.createdAt())))
        .toList();
  }

  @Override
  public void stop(Handle handle, String reason) throws IOException {
    if (EcsTasks.isArn(handle.value())) {
      tasks.stop(handle.value(), reason);
    }
  }

  @Override
  public void onExit(Consumer<Handle> listener) {
    exitListener = listener;
  }

  /** Ends the connections; builds go on, and the next api takes them over. */
  @Override
  public void close() {
    exitListener = handle -> {};
    if (events != null) {
      events.close();
    }
    tasks.close();
  }
}
