package dev.fairlead.api.fargate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** The tasks of one family in one cluster, in as few calls as the API allows. */
final class EcsTasks implements AutoCloseable {
  /** Most tasks of one {@code DescribeTasks}, and of one page of {@code ListTasks}. */
  private static final int BATCH = 100;

  private static final int MOST_PAGES = 100;

  /** Most characters of the reason of a {@code StopTask}. */
  private static final int MOST_REASON = 255;

  /**
   * The containers have ended in these (Developer Guide, "Task lifecycle"); what is left is AWS's.
   */
  private static final Set<String> ENDED = Set.of("DEPROVISIONING", "STOPPED", "DELETED");

  private final EcsClient client;
  private final String cluster;
  private final String family;

  EcsTasks(EcsClient client, String cluster, String family) {
    this.client = client;
    this.cluster = cluster;
    this.family = family;
  }

  static boolean isArn(String handle) {
    return handle.startsWith("arn:");
  }

  static boolean hasEnded(Task task) {
    return ENDED.contains(task.lastStatus());
  }

  RunTaskResponse run(RunTaskRequest request) {
    return client.runTask(request);
  }

  /** What ECS knows of tasks, by ARN; it names others as missing, which they are here as well. */
  Map<String, Task> describe(List<String> arns) throws IOException {
    Map<String, Task> tasks = new HashMap<>();
    for (int from = 0; from < arns.size(); from += BATCH) {
      List<String> batch = arns.subList(from, Math.min(from + BATCH, arns.size()));
      try {
        DescribeTasksResponse answer =
            client.describeTasks(request -> request.cluster(cluster).tasks(batch));
        answer.tasks().forEach(task -> tasks.put(task.taskArn(), task));
      } catch (SdkException e) {
        throw new IOException("ECS does not describe tasks: " + e.getMessage(), e);
      }
    }
    return tasks;
  }

  /** ARNs of all tasks that are to run, in whatever state. */
  List<String> list() throws IOException {
    List<String> arns = new ArrayList<>();
    @Nullable String next = null;
    try {
      for (int page = 0; page < MOST_PAGES; page++) {
        @Nullable String token = next;
        ListTasksResponse answer =
            client.listTasks(
                request ->
                    request.cluster(cluster).family(family).maxResults(BATCH).nextToken(token));
        arns.addAll(answer.taskArns());
        next = answer.nextToken();
        if (next == null) {
          break;
        }
      }
      return arns;
    } catch (SdkException e) {
      throw new IOException("ECS does not list tasks: " + e.getMessage(), e);
    }
  }

  /** Does nothing if ECS no longer knows the task. */
  void stop(String arn, String reason) throws IOException {
    String shown = reason.substring(0, Math.min(reason.length(), MOST_REASON));
    try {
      client.stopTask(request -> request.cluster(cluster).task(arn).reason(shown));
    } catch (EcsException e) {
      if (!String.valueOf(e.getMessage()).contains("was not found")) {
        throw new IOException("ECS does not stop %s: %s".formatted(arn, e.getMessage()), e);
      }
    } catch (SdkException e) {
      throw new IOException("ECS does not stop %s: %s".formatted(arn, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
