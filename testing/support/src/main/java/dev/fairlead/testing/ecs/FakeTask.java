package dev.fairlead.testing.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One task, which goes through the states of Fargate (Amazon ECS Developer Guide, "Task lifecycle")
 * on a thread of its own: PROVISIONING, PENDING, RUNNING, DEPROVISIONING, STOPPED.
 */
public final class FakeTask {
  private final String arn;
  private final JsonNode order;
  private final Verdict verdict;
  private final TaskProgram program;
  private final long stepMillis;
  private final Consumer<FakeTask> changed;
  private final Instant createdAt = Instant.now();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread life;
  private String lastStatus = "PROVISIONING";
  private String desiredStatus = "RUNNING";
  private long version = 1;
  private Verdict.@Nullable Ending ending;

  FakeTask(
      String arn,
      JsonNode order,
      Verdict verdict,
      TaskProgram program,
      long stepMillis,
      Consumer<FakeTask> changed) {
    this.arn = arn;
    this.order = order;
    this.verdict = verdict;
    this.program = program;
    this.stepMillis = stepMillis;
    this.changed = changed;
    this.life = Thread.ofVirtual().name("task " + arn).unstarted(this::live);
  }

  /** How long ago it was ordered. */
  Duration age() {
    return Duration.between(createdAt, Instant.now());
  }

  void start() {
    life.start();
  }

  public String arn() {
    return arn;
  }

  /** The RunTask request. */
  public JsonNode order() {
    return order;
  }

  public String startedBy() {
    return order.path("startedBy").asText();
  }

  public synchronized String lastStatus() {
    return lastStatus;
  }

  public synchronized boolean hasStopped() {
    return lastStatus.equals("STOPPED");
  }

  synchronized String desiredStatus() {
    return desiredStatus;
  }

  /** Environment of the override of the only container. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode variable : order.at("/overrides/containerOverrides/0/environment")) {
      environment.put(variable.path("name").asText(), variable.path("value").asText());
    }
    return environment;
  }

  /** Ends the task; the first ending counts. */
  public void stop(Verdict.Ending how) {
    synchronized (this) {
      if (ending != null) {
        return;
      }
      ending = how;
      desiredStatus = "STOPPED";
      version++;
    }
    changed.accept(this);
    stopping.countDown();
    life.interrupt();
  }

  private void live() {
    for (String status : new String[] {"PENDING", "RUNNING"}) {
      if (pause(stepMillis)) {
        break;
      }
      if (status.equals("RUNNING") && verdict instanceof Verdict.Stop stop) {
        stop(stop.ending());
        break;
      }
      enter(status);
    }
    if (lastStatus().equals("RUNNING")) {
      runProgram();
    }
    boolean interrupted = Thread.interrupted();
    enter("DEPROVISIONING");
    pause(interrupted ? 0 : stepMillis);
    enter("STOPPED");
  }

  private void runProgram() {
    if (verdict instanceof Verdict.Interrupt later) {
      Thread.ofVirtual()
          .start(
              () -> {
                if (!pause(later.afterMillis())) {
                  stop(later.ending());
                }
              });
    }
    try {
      int exit = program.run(environment());
      synchronized (this) {
        if (ending == null) {
          desiredStatus = "STOPPED";
          ending =
              new Verdict.Ending(
                  "EssentialContainerExited", "Essential container in task exited", null, exit);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the task was stopped meanwhile. */
  private boolean pause(long millis) {
    try {
      return stopping.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void enter(String status) {
    synchronized (this) {
      lastStatus = status;
      version++;
    }
    changed.accept(this);
  }

  /** As DescribeTasks shows it, and the detail of its events. */
  synchronized ObjectNode describe() {
    ObjectNode task = JsonNodeFactory.instance.objectNode();
    task.put("taskArn", arn);
    task.put("startedBy", startedBy());
    task.put("lastStatus", lastStatus);
    task.put("desiredStatus", desiredStatus);
    task.put("version", version);
    task.put("group", "family:" + order.path("taskDefinition").asText());
    task.put("createdAt", createdAt.toEpochMilli() / 1000.0);
    task.set("overrides", order.path("overrides"));
    ObjectNode container = task.putArray("containers").addObject();
    container.put("name", order.at("/overrides/containerOverrides/0/name").asText());
    container.put("lastStatus", lastStatus.equals("DEPROVISIONING") ? "STOPPED" : lastStatus);
    if (ending != null) {
      task.put("stopCode", ending.stopCode());
      task.put("stoppedReason", ending.stoppedReason());
      if (ending.containerReason() != null) {
        container.put("reason", ending.containerReason());
      }
      if (ending.exitCode() != null) {
        container.put("exitCode", ending.exitCode());
      }
    }
    return task;
  }
}
