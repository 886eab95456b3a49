package dev.fairlead.testing.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets a share of all orders fail, each in one of the ways that AWS documents, and remembers which
 * deployments had to fail by it.
 */
public final class LaunchFaults implements Function<JsonNode, Verdict> {
  private static final String CAPACITY =
      "Capacity is unavailable at this time. Please try again later or in a different availability"
          + " zone";

  /** A way to fail, and whether another attempt can help. */
  private record Fault(Verdict verdict, boolean passing) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault(new Verdict.Fail(CAPACITY, null), true),
          new Fault(new Verdict.Reject(400, "ThrottlingException", "Rate exceeded"), true),
          new Fault(new Verdict.Reject(500, "ServerException", "Service Unavailable"), true),
          new Fault(new Verdict.BreakAfterStart(), true),
          new Fault(
              stop("Timeout waiting for network interface provisioning to complete.", null), true),
          new Fault(stop("CannotPullContainerError: pull failed: i/o timeout", null), true),
          new Fault(
              stop("CannotPullContainerError: failed to resolve ref: not found", null), false),
          new Fault(
              interrupt("SpotInterruption", "Your Spot Task was interrupted.", null, 143), true),
          new Fault(interrupt("TerminationNotice", "The host is being retired.", null, 143), true),
          new Fault(
              interrupt(
                  "EssentialContainerExited",
                  "Essential container in task exited",
                  "OutOfMemoryError: Container killed due to memory usage",
                  137),
              false));

  private static final String BUILD = "fairlead-build-";

  /** Tries of a deployment whose builds are lost by bad luck. */
  private static final int TRIES = 3;

  private final double share;
  private final RandomGenerator random;
  private final Map<String, Integer> passing = new ConcurrentHashMap<>();
  private final Map<String, Integer> lasting = new ConcurrentHashMap<>();

  public LaunchFaults(double share, RandomGenerator random) {
    this.share = share;
    this.random = random;
  }

  @Override
  public synchronized Verdict apply(JsonNode order) {
    String startedBy = order.path("startedBy").asText();
    if (random.nextDouble() >= share) {
      return new Verdict.Run();
    }
    Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    if (!startedBy.startsWith(BUILD)) {
      // Nobody knows what a warm task will build, so its fault must pass.
      passing.merge(startedBy, 1, Integer::sum);
      return fault.passing() ? fault.verdict() : new Verdict.BreakAfterStart();
    }
    String deployment = startedBy.substring(BUILD.length(), startedBy.lastIndexOf('-'));
    (fault.passing() ? passing : lasting).merge(deployment, 1, Integer::sum);
    return fault.verdict();
  }

  /** How many orders went wrong. */
  public int count() {
    return passing.values().stream().mapToInt(Integer::intValue).sum()
        + lasting.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Whether a deployment may have failed: its fault does not pass, or it had bad luck each time.
   */
  public boolean explainsFailureOf(String deployment) {
    return lasting.containsKey(deployment) || passing.getOrDefault(deployment, 0) >= TRIES;
  }

  private static Verdict stop(String reason, @Nullable Integer exit) {
    return new Verdict.Stop(new Verdict.Ending("TaskFailedToStart", reason, null, exit));
  }

  private static Verdict interrupt(
      String code, String reason, @Nullable String container, int exit) {
    return new Verdict.Interrupt(new Verdict.Ending(code, reason, container, exit), 100);
  }
}
