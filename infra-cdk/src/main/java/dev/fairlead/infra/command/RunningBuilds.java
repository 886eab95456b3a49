package dev.fairlead.infra.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Ends what runs in the cluster of builds, waiting tasks included: no service of ECS would, and <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html">a cluster
 * with tasks cannot be deleted</a>.
 */
final class RunningBuilds {
  /** As many as DescribeTasks takes. */
  private static final int BATCH = 100;

  /** A stopped task is listed for about an hour: with 50 batches there were 5,000 in that time. */
  private static final int MOST_BATCHES = 50;

  private final EcsClient ecs;
  private final String cluster;
  private final Duration pause;

  /**
   * Made for one removal.
   *
   * @param pause between two questions
   */
  RunningBuilds(EcsClient ecs, String cluster, Duration pause) {
    this.ecs = ecs;
    this.cluster = cluster;
    this.pause = pause;
  }

  /**
   * Stops all tasks and returns when none is left. There is nobody who could start another: the api
   * is gone.
   *
   * @return how many tasks were told to stop
   * @throws CommandException if some have not stopped in time
   */
  int stop(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    int told = 0;
    while (true) {
      List<Task> left = left();
      if (left.isEmpty()) {
        return told;
      }
      if (System.nanoTime() >= end) {
        throw new CommandException(
            ExitCode.PLATFORM,
            "%d tasks of the cluster %s have not stopped within %s; run the command again."
                .formatted(left.size(), cluster, patience));
      }
      for (Task task : left) {
        told += stop(task);
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private int stop(Task task) {
    if (!"RUNNING".equals(task.desiredStatus())) {
      return 0;
    }
    try {
      ecs.stopTask(
          request ->
              request
                  .cluster(cluster)
                  .task(task.taskArn())
                  .reason("Fairlead is removed: ./fairlead aws destroy"));
      return 1;
    } catch (InvalidParameterException e) {
      // It has ended by itself, and is forgotten already.
      return 0;
    }
  }

  private List<Task> left() {
    List<Task> left = new ArrayList<>();
    try {
      for (DesiredStatus status : List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)) {
        ecs
            .listTasksPaginator(
                request -> request.cluster(cluster).desiredStatus(status).maxResults(BATCH))
            .stream()
            .limit(MOST_BATCHES)
            .filter(page -> page.hasTaskArns() && !page.taskArns().isEmpty())
            .flatMap(
                page ->
                    ecs
                        .describeTasks(request -> request.cluster(cluster).tasks(page.taskArns()))
                        .tasks()
                        .stream())
            .filter(task -> !"STOPPED".equals(task.lastStatus()))
            .forEach(left::add);
      }
      return left;
    } catch (ClusterNotFoundException e) {
      return List.of();
    }
  }
}
