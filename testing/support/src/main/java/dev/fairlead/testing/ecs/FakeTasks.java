package dev.fairlead.testing.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The tasks of one cluster, by the rules of the ECS API reference. */
public final class FakeTasks {
  private static final int BATCH = 100;
  private static final String CLUSTER = "arn:aws:ecs:eu-central-1:000000000000:task/builds/";

  private final Script script;
  private final FakeQueue queue;
  private final Map<String, FakeTask> tasks = new LinkedHashMap<>();
  private final Map<String, FakeTask> byToken = new HashMap<>();
  private final Map<String, JsonNode> orders = new HashMap<>();
  private Duration invisible = Duration.ZERO;
  private int calls;
  private @Nullable String held;

  FakeTasks(Script script, FakeQueue queue) {
    this.script = script;
    this.queue = queue;
  }

  /**
   * What happens to whom.
   *
   * @param verdict asked once for each new order
   * @param program what each task runs
   * @param stepMillis how long a task stays in each state before and after it runs
   * @param random decides which events go wrong
   */
  public record Script(
      Function<JsonNode, Verdict> verdict,
      TaskProgram program,
      long stepMillis,
      EventFaults events,
      RandomGenerator random) {}

  /** An exception of the API. */
  static final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    Rejection(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }

    int status() {
      return status;
    }

    String code() {
      return code;
    }
  }

  /** No answer at all. */
  static final class Break extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Lets tasks show only so long after their order: ECS is eventually consistent. */
  public synchronized void hideAtFirst(Duration time) {
    invisible = time;
  }

  private boolean shows(FakeTask task) {
    return task.age().compareTo(invisible) >= 0;
  }

  /** Every task that was ever started, oldest first. */
  public synchronized List<FakeTask> all() {
    return List.copyOf(tasks.values());
  }

  public List<FakeTask> running() {
    return all().stream().filter(task -> !task.hasStopped()).toList();
  }

  /** How many calls were answered. */
  public synchronized int calls() {
    return calls;
  }

  ObjectNode run(JsonNode order) {
    RunTaskRules.problem(order)
        .ifPresent(
            problem -> {
              throw new Rejection(400, "InvalidParameterException", problem);
            });
    Optional<FakeTask> repeated = repeated(order);
    if (repeated.isPresent()) {
      return started(repeated.get());
    }
    Verdict verdict = script.verdict().apply(order);
    return switch (verdict) {
      case Verdict.Reject reject ->
          throw new Rejection(reject.status(), reject.code(), reject.message());
      case Verdict.Fail fail -> failed(fail);
      case Verdict.BreakAfterStart lost -> {
        start(order, verdict);
        throw new Break();
      }
      case Verdict.Run run -> started(start(order, verdict));
      case Verdict.Stop stop -> started(start(order, verdict));
      case Verdict.Interrupt later -> started(start(order, verdict));
    };
  }

  /** The same token with the same order is the same task; with another it is a conflict. */
  private synchronized Optional<FakeTask> repeated(JsonNode order) {
    calls++;
    String token = order.path("clientToken").asText();
    JsonNode first = orders.get(token);
    if (first != null && !first.equals(order)) {
      throw new Rejection(400, "ConflictException", "The clientToken was used for another request");
    }
    return Optional.ofNullable(byToken.get(token));
  }

  private FakeTask start(JsonNode order, Verdict verdict) {
    String arn = CLUSTER + UUID.randomUUID().toString().replace("-", "");
    FakeTask task =
        new FakeTask(arn, order, verdict, script.program(), script.stepMillis(), this::announce);
    synchronized (this) {
      tasks.put(arn, task);
      byToken.put(order.path("clientToken").asText(), task);
      orders.put(order.path("clientToken").asText(), order);
    }
    task.start();
    return task;
  }

  private static ObjectNode started(FakeTask task) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("tasks").add(task.describe());
    answer.putArray("failures");
    return answer;
  }

  private static ObjectNode failed(Verdict.Fail fail) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("tasks");
    ObjectNode failure = answer.putArray("failures").addObject().put("reason", fail.reason());
    if (fail.detail() != null) {
      failure.put("detail", fail.detail());
    }
    return answer;
  }

  synchronized ObjectNode describe(JsonNode request) {
    calls++;
    if (request.path("tasks").isEmpty() || request.path("tasks").size() > BATCH) {
      throw new Rejection(400, "InvalidParameterException", "1 to 100 tasks");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    var found = answer.putArray("tasks");
    var failures = answer.putArray("failures");
    for (JsonNode arn : request.path("tasks")) {
      FakeTask task = tasks.get(arn.asText());
      if (task == null || !shows(task)) {
        failures.addObject().put("arn", arn.asText()).put("reason", "MISSING");
      } else {
        found.add(task.describe());
      }
    }
    return answer;
  }

  synchronized ObjectNode list(JsonNode request) {
    calls++;
    String desired = request.path("desiredStatus").asText("RUNNING");
    List<String> arns =
        tasks.values().stream()
            .filter(this::shows)
            .filter(task -> task.desiredStatus().equals(desired))
            .filter(
                task ->
                    !request.has("family")
                        || task.order().path("taskDefinition").equals(request.path("family")))
            .map(FakeTask::arn)
            .toList();
    int from = request.path("nextToken").asInt(0);
    int to = Math.min(arns.size(), from + Math.min(BATCH, request.path("maxResults").asInt(BATCH)));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    var page = answer.putArray("taskArns");
    arns.subList(Math.min(from, to), to).forEach(page::add);
    if (to < arns.size()) {
      answer.put("nextToken", Integer.toString(to));
    }
    return answer;
  }

  ObjectNode stop(JsonNode request) {
    FakeTask task;
    synchronized (this) {
      calls++;
      task = tasks.get(request.path("task").asText());
    }
    if (task == null) {
      throw new Rejection(400, "InvalidParameterException", "The referenced task was not found.");
    }
    String reason = request.path("reason").asText("Task stopped by user");
    task.stop(new Verdict.Ending("UserInitiated", reason, null, 143));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("task", task.describe());
    return answer;
  }

  void stopAll() {
    running().forEach(task -> task.stop(new Verdict.Ending("UserInitiated", "closed", null, 143)));
  }

  /** Sends an "ECS Task State Change", unless it goes wrong on the way. */
  private synchronized void announce(FakeTask task) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("version", "0");
    event.put("id", UUID.randomUUID().toString());
    event.put("detail-type", "ECS Task State Change");
    event.put("source", "aws.ecs");
    event.put("account", "000000000000");
    event.put("time", Instant.now().toString());
    event.put("region", "eu-central-1");
    event.putArray("resources").add(task.arn());
    event.set("detail", task.describe());
    for (String delivered : script.events().apply(event.toString(), script.random())) {
      deliver(delivered);
    }
  }

  /** Out of order: an event is held back until after the next one. */
  private void deliver(String event) {
    if (!script.events().reordered()) {
      queue.send(event);
      return;
    }
    if (held == null) {
      held = event;
      return;
    }
    queue.send(event);
    queue.send(held);
    held = null;
  }
}
